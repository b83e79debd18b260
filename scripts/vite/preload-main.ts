import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite';

/**
 * The document starts a tiny boot module, which asks for the session before it imports the application. This
 * tells the browser about the application's chunks in the document already, so that both are on their way.
 */
export function preloadMain(): Plugin {
  return {
    name: 'preload-main',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const chunks = Object.values(context.bundle ?? {}).filter((file) => file.type === 'chunk');
        const main = chunks.find((chunk) => chunk.facadeModuleId?.endsWith('/src/main.tsx'));
        const entry = chunks.find((chunk) => chunk.isEntry);
        if (!main || !entry) throw new Error('preload-main: no chunk for src/main.tsx');
        const known = new Set([entry.fileName, ...entry.imports]);
        const files = [...staticImports(main, chunks)].filter((file) => !known.has(file));
        return [
          ...files.map((file) => link('modulepreload', file)),
          ...[...(main.viteMetadata?.importedCss ?? [])].map((file) => link('stylesheet', file)),
        ];
      },
    },
  };
}

function staticImports(chunk: Rollup.OutputChunk, chunks: readonly Rollup.OutputChunk[]): Set<string> {
  const files = new Set([chunk.fileName]);
  for (const file of files) {
    for (const next of chunks.find((other) => other.fileName === file)?.imports ?? []) files.add(next);
  }
  return files;
}

const link = (rel: string, file: string): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { rel, href: `/${file}`, crossorigin: '', nonce: '__CSP_NONCE__' },
  injectTo: 'head',
});
