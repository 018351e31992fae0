// Writes src/openapi.ts, the types of the JSON API, from its OpenAPI document.
import { writeFile } from 'node:fs/promises';
import { generated, target } from './openapi-types.mjs';

await writeFile(target, await generated());
