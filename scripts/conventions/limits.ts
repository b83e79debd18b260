import { all, type Convention } from './convention.ts';

const counters: readonly string[] = ['RateLimiter', 'TokenBucket'];

/** A counter in a gateway's memory lets everyone do as much at each gateway. */
export const limitsOfAllGateways: Convention = {
  name: 'what someone may do within a time is counted by Limits, for all gateways together',
  applies: (path) =>
    path.startsWith('server/gateway/') &&
    !path.startsWith('server/gateway/scheduling/') &&
    !path.includes('.spec.'),
  check: (program) =>
    all(program, 'NewExpression').flatMap((node) =>
      node.callee.type === 'Identifier' && counters.includes(node.callee.name)
        ? [{ node, message: 'use limits.of({ name, … }) of server/gateway/scheduling/limits.ts' }]
        : [],
    ),
  refused: ['const limiter = new RateLimiter(20);', 'this.#reads = new TokenBucket(600, now);'],
  accepted: [`const reads = limits.of({ name: 'reads', requests: 20, comesBack: 'at-once' });`],
};
