import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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

describe('The package', () => {
  it('has the compiled client, its types, a README and the licence, and nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keycloak-spa-client-'));
    try {
      const { stdout } = await promisify(execFile)(
        'npm',
        ['pack', '--json', '--silent', '--pack-destination', folder],
        { cwd: fileURLToPath(new URL('..', import.meta.url)), shell: process.platform === 'win32' },
      );
      const [{ files }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
      const names = files.map(({ path }) => path);
      expect(names).toEqual(
        expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']),
      );
      expect(
        names.filter(
          (name) => !/^(LICENSE|README\.md|package\.json|dist\/\w+\.(js|d\.ts))$/.test(name),
        ),
      ).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
