import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

/** Every file of texts; what is not compiled would be shown with its placeholders. */
export const textFiles = /src\/i18n\/(locales\/[^/]+|documents)\/[^/]+\.json$/;

type Tree = { readonly [key: string]: string | Tree };

const compileTree = (tree: Tree): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? compile(value) : compileTree(value),
    ]),
  );

/** Compiles the ICU messages of `src/i18n/{locales/*,documents}/*.json`, so that the page needs no parser for them. */
export function compiledMessages(): Plugin {
  return {
    name: 'compiled-messages',
    enforce: 'pre',
    transform: {
      filter: { id: textFiles },
      handler(code) {
        const compiled = JSON.stringify(compileTree(JSON.parse(code) as Tree));
        // JSON.parse of text starts faster than an object literal of this size.
        return {
          code: `export default JSON.parse(${JSON.stringify(compiled)})`,
          moduleType: 'js',
          map: null,
        };
      },
    },
  };
}
