import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

// The code of docs/spa-guide.md, made runnable in spa/target/guide; the end-to-end tests drive it from there.
const guide = new URL('../../../../docs/spa-guide.md', import.meta.url);
const target = new URL('../../../target/guide/', import.meta.url);
const modules = new URL('../../../node_modules/', import.meta.url);

const STRICT = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipLibCheck: true,
  types: [],
  target: 'ES2022',
  module: 'preserve',
};

async function blocks(language) {
  const text = await readFile(guide, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, code]) => code,
  );
}

async function folder(name, files) {
  const root = new URL(`${name}/`, target);
  await rm(root, { recursive: true, force: true });
  await mkdir(new URL('src/', root), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(new URL(path, root), text);
  }
  return root;
}

async function run(program, args, root) {
  const started = promisify(execFile)(
    process.execPath,
    [fileURLToPath(new URL(program, modules)), ...args],
    { cwd: fileURLToPath(root) },
  );
  await started.catch((failed) => {
    throw new Error(`${failed.stdout}\n${failed.stderr}`);
  });
}

describe('The code of the guide', () => {
  let html, plain, angular;

  beforeAll(async () => {
    [html] = await blocks('html');
    [plain, angular] = await blocks('ts');
    await run('typescript/bin/tsc', ['-p', 'tsconfig.build.json'], new URL('..', import.meta.url));
  });

  it('has less than 100 lines each', () => {
    expect(plain.split('\n').length).toBeLessThan(100);
    expect(angular.split('\n').length).toBeLessThan(100);
  });

  it('compiles strictly in plain TypeScript', async () => {
    const root = await folder('plain', {
      'index.html': html,
      'src/main.ts': plain,
      'tsconfig.json': {
        compilerOptions: { ...STRICT, noEmit: true, lib: ['ES2022', 'DOM', 'DOM.Iterable'] },
        include: ['src'],
      },
    });
    await run('typescript/bin/tsc', ['-p', '.'], root);
    await build({
      entryPoints: [fileURLToPath(new URL('src/main.ts', root))],
      outfile: fileURLToPath(new URL('main.js', root)),
      bundle: true,
      format: 'esm',
    });
    expect(await readFile(new URL('main.js', root), 'utf8')).toContain('createKeycloakSpaClient');
  });

  it('compiles strictly in Angular, templates too', async () => {
    const options = {
      browser: 'src/main.ts',
      index: 'src/index.html',
      tsConfig: 'tsconfig.json',
      outputPath: { base: '.', browser: 'browser' },
      deleteOutputPath: false,
      outputHashing: 'none',
      optimization: false,
      extractLicenses: false,
      progress: false,
    };
    const root = await folder('angular', {
      'src/index.html':
        '<!doctype html><html lang="en"><head><base href="/"></head><body><app-root></app-root></body></html>',
      'src/main.ts': angular,
      'tsconfig.json': {
        compilerOptions: { ...STRICT, importHelpers: true },
        angularCompilerOptions: { strictTemplates: true },
        files: ['src/main.ts'],
      },
      'package.json': { private: true },
      'angular.json': {
        version: 1,
        cli: { analytics: false, cache: { enabled: false } },
        projects: {
          guide: {
            projectType: 'application',
            root: '',
            sourceRoot: 'src',
            architect: { build: { builder: '@angular/build:application', options } },
          },
        },
      },
    });
    await run('@angular/cli/bin/ng.js', ['build'], root);
    expect(await readFile(new URL('browser/index.html', root), 'utf8')).toContain('main.js');
  });
});
