import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { generated, source, target } from '../scripts/openapi-types.mjs';

const document = JSON.parse(await readFile(source, 'utf8'));

describe('The OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('is not valid with a member too many, which shows that somebody looks', async () => {
    const result = await new Validator().validate({ ...structuredClone(document), colour: 'red' });
    expect(result.valid).toBe(false);
  });

  it('is what the types were made from', async () => {
    expect(await readFile(target, 'utf8')).toBe(await generated());
  });
});
