import openapiTS, { astToString } from 'openapi-typescript';

/** The one source: what the server serves. */
export const source = new URL(
  '../../../../keycloak-extension/src/main/resources/io/keycloakspa/keycloak/spa/openapi/openapi.json',
  import.meta.url,
);

export const target = new URL('../src/openapi.ts', import.meta.url);

export async function generated() {
  const types = astToString(await openapiTS(source, { alphabetize: false }));
  return `// Made from openapi.json by "npm run generate". Do not edit.\n\n${types}`;
}
