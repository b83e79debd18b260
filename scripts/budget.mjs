/**
 * Weighs the first load of the meetings list on the built files: the import graph of the entry, the application, the
 * list's page and the largest catalogue, in gzip KiB. Fails when it exceeds the budget.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budgetKiB = { js: 190, css: 16, overview: 193, recorder: 39 };
const dist = new URL('../dist/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(`.vite/${name}`, dist), 'utf8'));
const manifest = read('manifest.json');
/** The manifest's keys of modules that are imported on demand. */
const roots = new Map(
  Object.entries(read('roots.json')).map(([module, file]) => [
    module,
    Object.keys(manifest).find((key) => manifest[key].file === file),
  ]),
);

/** The manifest's key of a group of `scripts/vite/chunk-groups.ts`. */
function group(name) {
  const key = Object.keys(manifest).find((one) => one.startsWith('_') && manifest[one].name === name);
  if (!key) throw new Error(`the build has no group ${name}`);
  return key;
}
const everyPage = [group('boot'), group('main')];
const firstLoad = [...everyPage, group('page')];

/** Manifest keys that the given ones import statically, themselves included. */
function closure(keys) {
  const all = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`the build has no chunk for ${key}`);
    if (all.has(key)) return;
    all.add(key);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const key of keys) visit(roots.get(key) ?? key);
  return all;
}

const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const gzipSize = (file) => gzipped(readFileSync(new URL(file, dist)));

/** The script in the document itself (scripts/vite/head-start.ts): every first load has it. */
function inlineScript() {
  const script = /<script nonce="[^"]*">(.*?)<\/script>/s.exec(
    readFileSync(new URL('index.html', dist), 'utf8'),
  )?.[1];
  if (script === undefined) throw new Error('the document has no script of its own');
  return gzipped(script);
}

const weigh = (keys) => {
  const chunks = [...closure(keys)].map((key) => manifest[key]);
  const js = new Set(chunks.map((chunk) => chunk.file).filter((file) => file.endsWith('.js')));
  const css = new Set(
    chunks.flatMap((chunk) => [...(chunk.css ?? []), ...(chunk.file.endsWith('.css') ? [chunk.file] : [])]),
  );
  return { js: sizes(js), css: sizes(css) };
};
const sizes = (files) => new Map([...files].map((file) => [file, gzipSize(file)]));
const total = (files) => [...files.values()].reduce((sum, size) => sum + size, 0);
const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(7);

const catalogues = [...roots.keys()].filter((key) => /^src\/i18n\/locales\/[a-z]+\/first\.json$/.test(key));
const largest = catalogues
  .map((key) => ({ key, size: total(weigh([key]).js) }))
  .sort((a, b) => b.size - a.size)[0];
const home = weigh([
  ...everyPage,
  'src/app/overview-page.tsx',
  ...(largest ? [largest.key, largest.key.replace('first.json', 'overview.json')] : []),
]);
const list = weigh([...firstLoad, ...(largest ? [largest.key] : [])]);
for (const page of [home, list]) page.js.set('index.html, its own script', inlineScript());

console.log('First load of the meetings list, gzip KiB:');
for (const kind of ['js', 'css']) {
  for (const [file, size] of [...list[kind]].sort((a, b) => b[1] - a[1]))
    console.log(`${kib(size)}  ${file}`);
}
let over = 0;
for (const kind of ['js', 'css']) {
  const size = total(list[kind]);
  const fits = size <= budgetKiB[kind] * 1024;
  if (!fits) over += 1;
  console.log(
    `${kib(size)}  ${kind.toUpperCase()} of ${budgetKiB[kind]} allowed: ${fits ? 'fits' : 'TOO MUCH'}`,
  );
}
const homeFits = total(home.js) <= budgetKiB.overview * 1024;
if (!homeFits) over += 1;
console.log(
  `${kib(total(home.js))}  JS of ${budgetKiB.overview} allowed for the overview: ${homeFits ? 'fits' : 'TOO MUCH'}`,
);

// What a page adds when it is opened from the list.
const known = new Set([...list.js.keys()]);
for (const key of [...roots.keys()].filter((name) => /-page\.tsx$/.test(name))) {
  const added = [...weigh([key]).js]
    .filter(([file]) => !known.has(file))
    .reduce((sum, [, size]) => sum + size, 0);
  console.log(`${kib(added)}  JS more for ${key}`);
}

// The recorder's page with its engine, beyond what every page has loaded. What is fetched after it does not count.
const recorder = weigh([
  'src/features/recorder/record-page.tsx',
  'src/features/recorder/engine/create-engine.ts',
]);
const shell = weigh(everyPage);
const own = new Map([...recorder.js].filter(([file]) => !shell.js.has(file)));
const recorderFits = total(own) <= budgetKiB.recorder * 1024;
if (!recorderFits) over += 1;
console.log(
  `${kib(total(own))}  JS of ${budgetKiB.recorder} allowed for the recorder: ${recorderFits ? 'fits' : 'TOO MUCH'}`,
);
process.exitCode = over > 0 ? 1 : 0;
