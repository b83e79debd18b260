import type { Plugin } from 'vite';

/**
 * What the router's modules for other ways of using it come down to in ours: no framework around it that renders on a
 * server and prefetches whole pages, and nobody who measures it. The router asks both in its own components.
 */
const plain: Readonly<Record<string, string>> = {
  'dom/ssr/components.js': `
    import { createContext, useRef } from 'react';
    const FrameworkContext = createContext(undefined);
    const usePrefetchBehavior = () => [false, useRef(null), {}];
    const mergeRefs = (...refs) => (value) => {
      for (const ref of refs) {
        if (typeof ref === 'function') ref(value);
        else if (ref != null) ref.current = value;
      }
    };`,
  'router/instrumentation.js': `
    const consumeInstrumentationClientResultMetaReceiver = () => undefined;`,
};

const listed = /^export \{ ([\w, ]+) \};?$/m;

/** The names that a module of the router exports. */
export const exportsOf = (code: string): readonly string[] => listed.exec(code)?.[1]?.split(', ') ?? [];

/**
 * A module of the router without what only its framework mode and instrumentation need: what it exports for them is
 * undefined.
 */
export function asPlainRouter(id: string, code: string): string {
  const [, ours] = Object.entries(plain).find(([path]) => id.endsWith(`/lib/${path}`)) ?? [];
  const names = exportsOf(code);
  if (ours === undefined || names.length === 0) return code;
  const defined = new Set([...ours.matchAll(/const (\w+) =/g)].map(([, name]) => name));
  const rest = names.filter((name) => !defined.has(name));
  return [ours, ...rest.map((name) => `const ${name} = undefined;`), `export { ${names.join(', ')} };`].join(
    '\n',
  );
}

/** Leaves out of the router what an application without its framework never calls: 3 KiB of the first load. */
export function plainRouter(): Plugin {
  return {
    name: 'plain-router',
    apply: 'build',
    transform: {
      filter: {
        id: /\/react-router\/dist\/production\/lib\/(dom\/ssr\/components|router\/instrumentation)\.js$/,
      },
      handler: (code, id) => ({ code: asPlainRouter(id, code), map: null }),
    },
  };
}
