import type { HttpBindings } from '@hono/node-server';

/** Hono's types: the Node request and response behind each call, and what the log line will say. */
export interface NodeTypes {
  Bindings: HttpBindings;
  Variables: { operation: string; caller: string; limits: Readonly<Record<string, string>> | undefined };
}
