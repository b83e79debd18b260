import type { Plugin } from 'vite';

const drawing = /const __iconNode = (\[\[.*\]\]);/;

/** An icon of lines whose paths are joined into one, where they all begin at a place of their own. */
export function withSinglePath(code: string): string {
  const [whole, list] = drawing.exec(code) ?? [];
  if (!whole || !list || !code.includes('createReactComponent("outline"')) return code;
  const nodes = JSON.parse(list) as readonly (readonly [string, Readonly<Record<string, string>>])[];
  const lines = nodes.flatMap(([tag, { d, key, ...others }]) =>
    tag === 'path' && d?.startsWith('M') && key && Object.keys(others).length === 0 ? [d] : [],
  );
  if (lines.length < nodes.length) return code;
  const joined = [['path', { d: lines.join(''), key: 'svg' }]];
  return code.replace(whole, () => `const __iconNode = ${JSON.stringify(joined)};`);
}

/** Draws each icon as one path: a page has forty icons, which are a hundred and fifteen paths otherwise. */
export function singlePathIcons(): Plugin {
  return {
    name: 'single-path-icons',
    apply: 'build',
    transform: {
      filter: { id: /\/@tabler\/icons-react\/dist\/esm\/icons\/Icon\w+\.mjs$/ },
      handler: (code) => ({ code: withSinglePath(code), map: null }),
    },
  };
}
