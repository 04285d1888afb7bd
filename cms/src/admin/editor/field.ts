/** The custom field "Article" in Strapi's admin; the server's half is in `src/article-field.ts`. */
import { Feather } from '@strapi/icons';
import type { ComponentType } from 'react';

export const articleField = {
  name: 'article',
  type: 'json',
  icon: Feather,
  intlLabel: { id: 'meridian.article', defaultMessage: 'Article' },
  intlDescription: { id: 'meridian.article.description', defaultMessage: 'A structured article' },
  components: {
    Input: async () => {
      const { ArticleInput } = await import('./input');
      // Strapi's type knows of no props; it gives those that `ArticleInput` asks for.
      return { default: ArticleInput as unknown as ComponentType };
    },
  },
} as const;
