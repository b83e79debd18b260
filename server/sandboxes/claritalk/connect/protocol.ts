/**
 * What Claritalk and its desktop application say to each other over Socket.IO. The documentation only says that
 * commands are sent that way: the names are the sandbox's own, and nobody else depends on them.
 */
import type * as v from 'valibot';
import type { connectCommand } from '#contract/claritalk/shapes.ts';

export type ConnectCommand = v.InferOutput<typeof connectCommand>;

/** How the desktop application answers a command. */
export type ConnectAnswer =
  | { readonly ok: true; readonly data?: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly message: string };

export interface ServerEvents {
  command(command: ConnectCommand, answer: (answer: ConnectAnswer) => void): void;
}

/** The application only responds; it reports everything else through the API. */
export type ClientEvents = Record<never, never>;
