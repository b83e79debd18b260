import { relative } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes `dist/.vite/roots.json`: which file has each module that is imported when it is needed. Vite's own manifest
 * does not name modules that share a file with others.
 */
export function rootsManifest(): Plugin {
  return {
    name: 'roots-manifest',
    apply: 'build',
    generateBundle(_options, bundle) {
      const roots: Record<string, string> = {};
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          if ((this.getModuleInfo(id)?.dynamicImporters.length ?? 0) === 0) continue;
          roots[relative(import.meta.dirname, id).replace(/^(\.\.\/)+/, '')] = chunk.fileName;
        }
      }
      this.emitFile({ type: 'asset', fileName: '.vite/roots.json', source: JSON.stringify(roots, null, 1) });
    },
  };
}
