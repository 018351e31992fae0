// Writes src/app/articles/openapi.ts, the types of the articles API, from the document that its build holds it to.
import { writeFile } from 'node:fs/promises';
import { typesOf } from '../packages/keycloak-spa-client/scripts/openapi-types.mjs';

await writeFile(
  new URL('../src/app/articles/openapi.ts', import.meta.url),
  await typesOf(new URL('../../articles-api/openapi.json', import.meta.url)),
);
