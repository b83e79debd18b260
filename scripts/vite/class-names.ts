import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { Plugin } from 'vite';

/**
 * The name of a class in the document: its own, and a mark of its file. All classes of a file have the same one, which
 * compresses to almost nothing.
 */
export function className(name: string, file: string): string {
  const path = relative(process.cwd(), file.split('?')[0] ?? file);
  const mark = createHash('sha256').update(path).digest('base64url').replaceAll(/[-_]/g, '').slice(0, 4);
  return `${name}-${mark}`;
}

const imported = /^import (\w+) from ('[^']+\.module\.css');$/gm;

/**
 * Reads each class by itself instead of an object with all of them: the build puts its name where it is read, and leaves
 * out what a page does not read.
 */
export function inlinedClassNames(): Plugin {
  return {
    name: 'inlined-class-names',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\.tsx$/ },
      handler: (code) => ({ code: code.replaceAll(imported, 'import * as $1 from $2;'), map: null }),
    },
  };
}

/**
 * Once the build has put each class name where it is read, nothing needs the file of the names. Without this the
 * build would leave out its styles with it.
 */
export function keptStyles(): Plugin {
  return {
    name: 'kept-styles',
    // After Vite, which says that such a file does nothing.
    enforce: 'post',
    apply: 'build',
    transform: {
      filter: { id: /\.module\.css$/ },
      handler: (code) => ({ code, map: null, moduleSideEffects: 'no-treeshake' }),
    },
  };
}
