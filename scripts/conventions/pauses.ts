import type { ESTree } from 'vite';
import { all, type Convention, isPage, walk } from './convention.ts';

const nameOf = (node: ESTree.Node | undefined): string | undefined => {
  if (node?.type === 'Identifier') return node.name;
  return node?.type === 'MemberExpression' ? nameOf(node.property) : undefined;
};

const calls = (root: ESTree.Node, name: string) =>
  all(root, 'CallExpression').filter(({ callee }) => nameOf(callee) === name);

/** A timer that settles a promise: `setTimeout(resolve, ms)`, or a function that calls it. */
function settles(timer: ESTree.CallExpression, resolve: string): boolean {
  const [callback] = timer.arguments;
  return nameOf(callback) === resolve || (callback !== undefined && calls(callback, resolve).length > 0);
}

/** What only these files may do, and why. */
const mayPause: readonly string[] = [
  'src/lib/sleep.ts',
  // Is in the document itself: it imports nothing.
  'src/head-start/head-start.ts',
  // A clock that tests can set: that of node:timers/promises is always the machine's.
  'server/gateway/sessions/token-service.ts',
];

const product = (path: string) =>
  isPage(path) || (/^(?:server|contract)\//.test(path) && !path.includes('.spec.'));

/** Every handwritten pause forgets something: its timer after an abort, its listener, or the limit of timers. */
export const pauses: Convention = {
  name: 'pauses are made by src/lib/sleep.ts, on the server by node:timers/promises',
  applies: (path) => product(path) && !mayPause.includes(path),
  check: (program) =>
    all(program, 'NewExpression').flatMap(({ callee, arguments: [executor] }) => {
      if (nameOf(callee) !== 'Promise' || executor?.type !== 'ArrowFunctionExpression') return [];
      const resolve = nameOf(executor.params[0]);
      if (resolve === undefined) return [];
      return calls(executor, 'setTimeout')
        .filter((timer) => settles(timer, resolve))
        .map((node) => ({
          node,
          message: 'use sleep or within of src/lib/sleep.ts, or node:timers/promises',
        }));
    }),
  refused: [
    'await new Promise((resolve) => setTimeout(resolve, 100));',
    'new Promise<void>((done) => { const timer = window.setTimeout(() => done(), ms); });',
  ],
  accepted: [
    'await sleep(100, signal);',
    'new Promise((resolve) => socket.setTimeout(ms, () => socket.destroy()));',
    'const timer = setTimeout(save, restMs);',
  ],
};

const loops = /^(?:For|ForOf|ForIn|While|DoWhile)Statement$/;
const functions = /Function/;

/** A loop that catches and waits is a retry that has forgotten its bounds, its jitter or its end. */
export const retries: Convention = {
  name: 'what failed is tried again by src/lib/retry.ts',
  applies: (path) => isPage(path) && path !== 'src/lib/retry.ts',
  check: (program) => {
    const found: { node: ESTree.Node; message: string }[] = [];
    walk(program, (node, ancestors) => {
      if (node.type !== 'CallExpression' || nameOf(node.callee) !== 'sleep') return;
      const within = ancestors.slice(0, ancestors.findIndex(({ type }) => functions.test(type)) >>> 0);
      const caught = within.findIndex(({ type }) => type === 'CatchClause');
      if (caught >= 0 && within.slice(caught).some(({ type }) => loops.test(type)))
        found.push({ node, message: 'use retry of src/lib/retry.ts' });
    });
    return found;
  },
  refused: [
    'async function a() { for (;;) { try { return await b(); } catch { await sleep(1000); } } }',
    'while (!done) try { await b(); done = true; } catch (error) { await this.#wake.sleep(ms, signal); }',
  ],
  accepted: [
    'await retry(b, { waitMs: () => 1000, signal });',
    'for (const each of all) { await sleep(100); await send(each); }',
    'try { await b(); } catch { await sleep(100); }',
  ],
};
