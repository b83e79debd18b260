import type { HttpBindings } from '@hono/node-server';

/** What the gateway's Hono routes get in addition to the request: Node's own request and response. */
export interface GatewayEnv {
  Bindings: HttpBindings;
}
