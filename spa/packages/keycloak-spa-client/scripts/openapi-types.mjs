import openapiTS, { astToString } from 'openapi-typescript';

/** The one source: what the server serves. */
export const source = new URL(
  '../../../../keycloak-extension/src/main/resources/io/keycloakspa/keycloak/spa/openapi/openapi.json',
  import.meta.url,
);

export const target = new URL('../src/openapi.ts', import.meta.url);

/** The types of what a document describes. */
export async function typesOf(document) {
  const types = astToString(await openapiTS(document, { alphabetize: false }));
  return `// Made from openapi.json by "npm run generate". Do not edit.\n\n${types}`;
}

export const generated = () => typesOf(source);
