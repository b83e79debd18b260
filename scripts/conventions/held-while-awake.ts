import { all, type Convention, isPage, type Offence, walk } from './convention.ts';

const lib = [
  'src/lib/tabs/page-life.ts',
  'src/lib/tabs/tab-channel.ts',
  'src/lib/tabs/tab-locks.ts',
  'src/lib/tabs/leadership.ts',
];
/** What a page keeps holding while it sleeps in the back/forward cache or a frozen tab, and what to use. */
const constructors: Readonly<Record<string, string>> = {
  BroadcastChannel: 'TabChannel of src/lib/tabs/tab-channel.ts',
  Worker: 'openRemote of src/lib/worker-rpc.ts, which also knows how to call it',
  SharedWorker: 'whileAwake of src/lib/tabs/page-life.ts around it',
  EventSource: 'whileAwake of src/lib/tabs/page-life.ts around it',
  WebSocket: 'whileAwake of src/lib/tabs/page-life.ts around it',
};

/** Whether a file opens what it holds only while the page is awake. */
const usesLife = (name: string, source: string) =>
  name === 'Worker'
    ? /\bopenRemote[(<]/.test(source)
    : name !== 'BroadcastChannel' && source.includes('whileAwake(');

export const heldWhileAwake: Convention = {
  name: 'locks, workers, channels and streams are held only while the page is awake',
  applies: (path) => isPage(path) && !lib.includes(path),
  check(program, source) {
    const found: Offence[] = all(program, 'NewExpression').flatMap((node) => {
      const name = node.callee.type === 'Identifier' ? node.callee.name : '';
      const instead = constructors[name];
      if (!instead || usesLife(name, source)) return [];
      return [{ node, message: `new ${name}: use ${instead}` }];
    });
    walk(program, (node) => {
      if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return;
      if (node.property.name !== 'locks' || !source.slice(node.start, node.end).includes('navigator')) return;
      found.push({
        node,
        message: 'navigator.locks: use src/lib/tabs/tab-locks.ts or src/lib/tabs/leadership.ts',
      });
    });
    return found;
  },
  refused: [
    "new BroadcastChannel('a');",
    "whileAwake(() => { const a = new BroadcastChannel('a'); return () => a.close(); });",
    "const start = () => new Worker(new URL('./a.ts', import.meta.url));",
    "whileAwake(() => { const worker = new Worker('a'); return () => worker.terminate(); });",
    "new EventSource('/events');",
    "new WebSocket('/events');",
    "navigator.locks.request('a', () => undefined);",
    'window.navigator?.locks?.query();',
  ],
  accepted: [
    "openRemote<Spool>({ start: () => new Worker(new URL('./a.ts', import.meta.url)) });",
    "whileAwake(() => { const stream = new EventSource('/events'); return () => stream.close(); });",
    "new TabChannel('a');",
    'const { locks } = options; options.locks.held();',
  ],
};
