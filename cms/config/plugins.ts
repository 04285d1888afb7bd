import { ApolloArmor } from '@escape.tech/graphql-armor';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { graphqlLimits, maxTokens } from '../src/site-api/limits';
import { mailServer } from '../src/mail/mailer';
import { settings } from '../src/settings';

const armor = new ApolloArmor(graphqlLimits).protect();

export default () => ({
  graphql: {
    config: {
      endpoint: '/graphql',
      // The site asks one purpose-made query (src/site-api); nothing else of the model is on GraphQL.
      shadowCRUD: false,
      landingPage: false,
      depthLimit: graphqlLimits.maxDepth.n,
      defaultLimit: 25,
      maxLimit: 500,
      apolloServer: {
        introspection: settings.graphqlIntrospection,
        cors: { origin: settings.siteOrigins[0] ?? false },
        ...armor,
        parseOptions: { maxTokens },
        // Nothing between the CMS and the site caches answers; computing the policy costs time per field.
        plugins: [...armor.plugins, ApolloServerPluginCacheControlDisabled()],
      },
    },
  },
  email: {
    // Also for what Strapi sends by itself, such as a new password. While e-mail is off nothing is sent.
    config: {
      provider: 'nodemailer',
      providerOptions: mailServer(settings.mail?.url),
      settings: { defaultFrom: settings.mail?.from, defaultReplyTo: settings.mail?.from },
    },
  },
  upload: {
    // The site makes its own sizes from the original; the admin needs no more than the thumbnail.
    config: {
      breakpoints: {},
      sizeLimit: 20 * 1024 * 1024,
      // Pictures, and nothing that a browser would run: what writers upload is served from here.
      security: {
        allowedTypes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'],
      },
    },
  },
});
