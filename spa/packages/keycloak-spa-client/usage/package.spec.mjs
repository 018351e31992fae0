import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

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
