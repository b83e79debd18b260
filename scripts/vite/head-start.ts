import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HtmlTagDescriptor, minify, type Plugin, type Rollup, transformWithOxc } from 'vite';
import { everyPageRequests, headStartRoutes } from '../../src/head-start/routes.ts';
import { firstRoom, roomsOf, textsOf } from './texts-with-code.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const scriptFile = fileURLToPath(new URL('src/head-start/head-start.ts', `file://${root}`));
const marker = '<!-- head start -->';

type Chunks = readonly Rollup.OutputChunk[];

/**
 * Gives the document a head start: tells the browser of all files that every page needs, and puts the script of
 * `src/head-start/` in, which does the same for the page that is asked for and sends its first requests. Style sheets
 * come after the frame that stands in the document, which is painted before they are there.
 */
export function headStart(): Plugin {
  return {
    name: 'head-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, context) {
        const chunks = Object.values(context.bundle ?? {}).filter((file) => file.type === 'chunk');
        const main = chunkOf('src/main.tsx', chunks);
        const entry = chunks.find((chunk) => chunk.isEntry);
        if (!entry || !html.includes(marker)) throw new Error('head-start: no entry, or no marker');
        const everywhere = staticImports([entry, main], chunks);
        const scripts = [...everywhere].filter((file) => file !== entry.fileName);
        const script = await inlineScript({
          routes: headStartRoutes.map(({ module, top: _, ...route }) => {
            const chunk = chunkOf(module, chunks);
            const files = [...staticImports([chunk], chunks)].filter((file) => !everywhere.has(file));
            return {
              ...route,
              rooms: [firstRoom, ...roomsOf(module)],
              files: [...files, ...stylesheets(files, chunks)].map((file) => `/${file}`),
            };
          }),
          everyPage: everyPageRequests,
          texts: catalogues(chunks),
          tops: tops(),
        });
        return {
          // A function: what the script has of `$` is not a pattern.
          html: html.replace(marker, () => `<script>${script}</script>`),
          tags: [
            ...scripts.map((file) => link('modulepreload', file, 'head')),
            ...stylesheets([...everywhere], chunks).map((file) => link('stylesheet', file, 'body')),
          ],
        };
      },
    },
  };
}

/** The script with what the build knows, for a script element. */
async function inlineScript(given: object): Promise<string> {
  const { code } = await transformWithOxc(readFileSync(scriptFile, 'utf8'), scriptFile);
  const data = JSON.stringify(given).replaceAll('<', '\\u003c');
  const whole = `(() => { const headStart = ${data}; ${code.replace(/^export .*$/gm, '')} })()`;
  const { code: small, errors } = await minify('head-start.js', whole);
  if (errors.length > 0 || /<\/|<!--/.test(small)) throw new Error('head-start: no script for a document');
  return small;
}

function chunkOf(module: string, chunks: Chunks): Rollup.OutputChunk {
  const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => relative(root, id) === module));
  if (!chunk) throw new Error(`head-start: no chunk for ${module}`);
  return chunk;
}

/** Files of the first texts of a page, by language and room. */
function catalogues(chunks: Chunks): Record<string, Record<string, string>> {
  const rooms = new Set([firstRoom, ...headStartRoutes.flatMap(({ module }) => roomsOf(module))]);
  const files: Record<string, Record<string, string>> = {};
  for (const { moduleIds, fileName } of chunks) {
    for (const id of moduleIds) {
      const [, language, room] = /\/src\/i18n\/locales\/([^/]+)\/([^/]+)\.json$/.exec(id) ?? [];
      if (!language || !room || !rooms.has(room)) continue;
      files[language] ??= {};
      files[language][room] = `/${fileName}`;
    }
  }
  return files;
}

/** The texts at the top of pages, by language and address. */
function tops(): Record<string, Record<string, readonly string[]>> {
  const languages = readdirSync(new URL('src/i18n/locales/', `file://${root}`));
  return Object.fromEntries(
    languages.map((language) => [
      language,
      Object.fromEntries(
        headStartRoutes.map(({ path, top = [] }) => [path, top.map((key) => textOf(language, key ?? ''))]),
      ),
    ]),
  );
}

/** A text as it is shown: none that has to be put together. */
function textOf(language: string, key: string): string {
  const [namespace = '', name = ''] = key.split('.');
  const text = textsOf(language, namespace)[name];
  if (typeof text !== 'string' || /[{'<]/.test(text)) throw new Error(`head-start: ${key} is no plain text`);
  return text;
}

/** The files of these chunks and of all that they import. */
function staticImports(from: Chunks, chunks: Chunks): Set<string> {
  const files = new Set(from.map(({ fileName }) => fileName));
  for (const file of files) {
    for (const next of chunks.find((other) => other.fileName === file)?.imports ?? []) files.add(next);
  }
  return files;
}

/** Style sheets of files, given importers first: those of libraries first, so that ours can overrule them. */
function stylesheets(files: readonly string[], chunks: Chunks): string[] {
  return files
    .toReversed()
    .flatMap((file) => [
      ...(chunks.find((chunk) => chunk.fileName === file)?.viteMetadata?.importedCss ?? []),
    ]);
}

const link = (rel: string, file: string, injectTo: 'head' | 'body'): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel, href: `/${file}`, crossorigin: '', nonce: '__CSP_NONCE__' },
  injectTo,
});
