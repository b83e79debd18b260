import type { HttpBindings } from '@hono/node-server';

/** What the gateway's Hono routes get besides the request: Node's own request and response. */
export interface GatewayEnv {
  Bindings: HttpBindings;
}
