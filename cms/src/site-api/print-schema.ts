/** Writes the GraphQL schema of the site's read API, as the CMS builds it, to the file named. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createStrapi } from '@strapi/strapi';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

async function print(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('Name the file to write: print-schema.js FILE.');
  const appDir = resolve(__dirname, '../../..');
  const strapi = await createStrapi({ appDir, distDir: resolve(appDir, 'dist') }).load();
  const schema = strapi.plugin('graphql').service('content-api').buildSchema() as GraphQLSchema;
  writeFileSync(file, `${printSchema(lexicographicSortSchema(schema))}\n`);
  await strapi.destroy();
}

void print(process.argv[2]);
