// Makes dist/newsletter: two files with a hash in their name, and the page that names them.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = new URL('./', import.meta.url);
const target = new URL('../dist/newsletter/', here);

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const { metafile } = await build({
  absWorkingDir: fileURLToPath(here),
  entryPoints: ['src/main.ts', 'newsletter.css'],
  outdir: fileURLToPath(target),
  entryNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  // The blog's colours; plain CSS in spite of the name.
  loader: { '.scss': 'css' },
  legalComments: 'none',
  metafile: true,
});

let page = await readFile(new URL('index.html', here), 'utf8');
for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
  const source = basename(entryPoint).replace(/\.ts$/, '.js');
  page = page.replace(`"${source}"`, `"/${basename(file)}"`);
}
await writeFile(new URL('index.html', target), page);
await writeFile(
  new URL('favicon.svg', target),
  await readFile(new URL('../public/favicon.svg', here)),
);
