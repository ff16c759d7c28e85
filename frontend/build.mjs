// Builds the browser's files into api/static/dist: names with content hashes, manifest.json, THIRD-PARTY.txt.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, '../api/static/dist');
const entries = { app: ['app/main.js', 'app/app.css'], replay: ['replay/main.js'], drawing: ['modeler/drawing.js'], modeler: ['modeler/main.js'] };

process.chdir(here);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { metafile } = await build({
  entryPoints: Object.entries(entries).flatMap(([name, files]) => files.map((file) => ({ in: file, out: name }))),
  outdir: out,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  bundle: true,
  minify: true,
  splitting: true,
  format: 'esm',
  target: ['es2022', 'chrome110', 'firefox115', 'safari16'],
  loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

const nameOf = Object.fromEntries(Object.entries(entries).flatMap(([name, files]) => files.map((file) => [file, name])));
const manifest = {};
for (const [file, { entryPoint, cssBundle }] of Object.entries(metafile.outputs)) {
  if (!(entryPoint in nameOf)) continue;
  manifest[nameOf[entryPoint] + extname(file)] = basename(file);
  if (cssBundle && extname(file) === '.js') manifest[nameOf[entryPoint] + '.css'] = basename(cssBundle);
}
const sorted = Object.fromEntries(Object.entries(manifest).sort());
writeFileSync(join(out, 'manifest.json'), JSON.stringify(sorted, null, 2) + '\n');

const used = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
const packages = new Set(used.map((input) => input.match(/.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license ?? 'see below'})`, ...texts].join('\n\n');
});
writeFileSync(join(out, 'THIRD-PARTY.txt'), notices.join('\n\n' + '-'.repeat(80) + '\n\n') + '\n');
console.log(Object.values(sorted).join('  ') + `  (${packages.size} packages)`);
