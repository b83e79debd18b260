/**
 * What the gateway costs before a connected system: the same list of clients asked for directly and through it, in turns,
 * each in a process of its own. Its answers are read, checked and passed on; the person and the connection are known.
 *
 *   npm run bench:connected -- [rounds, 3]
 *
 * Figures differ between machines; compare the two sides within one run (docs/performance.md).
 */
import { benchmark, compare, type Side, signIn } from './proxy/measure.ts';

const rounds = Number(process.argv[2] ?? 3);
const path = '/v1/clients?limit=20';

await benchmark(async ({ start, folder }) => {
  const upstream = await start('connected-upstream.ts');
  const gateway = await start('connected-gateway.ts', upstream.origin, await folder());
  const headers = await signIn(gateway.port);
  const direct: Side = { origin: upstream.origin, path, headers: {} };
  const through: Side = { origin: gateway.origin, path: `/connected/chat2desk${path}`, headers };
  // The same gateway in front of Claritalk: the additional cost of a connection.
  const between = {
    'through /api of the same gateway': { origin: gateway.origin, path: '/api/types/list', headers },
  };
  await compare({ direct, through, between }, gateway.child.pid ?? 0, rounds);
});
