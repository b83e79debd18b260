import type { Context } from 'hono';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import type { Viewer } from './sights.ts';

/** Responds to someone who is signed in. */
export type ReadAs = (
  context: Context<GatewayEnv>,
  task: (viewer: Viewer) => Promise<object>,
) => Promise<Response>;
