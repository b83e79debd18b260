import * as v from 'valibot';
import { wantedEvents } from '#contract/chat2desk/webhooks.ts';
import type { SystemId } from '#contract/system.ts';
import { urlText } from '#contract/url-text.ts';

/** A webhook as a system lists it. */
export interface ListedHook {
  readonly id: string;
  readonly url: string;
  readonly isOn: boolean;
  readonly events: readonly string[];
}

/** The requests to a system whose webhooks the dashboard registers itself. */
export interface HookRows {
  readonly list: { readonly operation: string; read(body: unknown): readonly ListedHook[] };
  readonly create: HookRequest<{ readonly url: string; readonly name: string }>;
  /** Switches it on, for all wanted events. */
  readonly mend: HookRequest<{ readonly id: string }>;
  readonly remove: HookRequest<{ readonly id: string }>;
  /** All wanted events. */
  readonly events: readonly string[];
  /** The one without which it is useless. A system may leave out others that it does not have. */
  readonly needs: string;
}

interface HookRequest<Given> {
  readonly operation: string;
  ask(given: Given): { readonly path: string; readonly body?: unknown };
}

const hook = v.looseObject({
  id: v.union([v.number(), v.string()]),
  url: v.optional(v.nullable(v.string())),
  status: v.optional(v.nullable(v.string())),
  events: v.optional(v.nullable(v.array(v.string()))),
});
const hooks = v.union([
  v.array(hook),
  v.pipe(
    v.looseObject({ data: v.array(hook) }),
    v.transform(({ data }) => data),
  ),
]);

const root = '/v1/webhooks';
const of = (id: string) => `${root}/${urlText(id)}`;

const chat2desk: HookRows = {
  events: wantedEvents,
  needs: 'inbox',
  list: {
    operation: 'listWebhooks',
    read: (body) =>
      v.parse(hooks, body).map(({ id, url, status, events }) => ({
        id: String(id),
        url: url ?? '',
        isOn: status !== 'disable',
        events: events ?? [],
      })),
  },
  create: {
    operation: 'createWebhook',
    ask: (given) => ({ path: root, body: { ...given, events: wantedEvents } }),
  },
  mend: {
    operation: 'updateWebhook',
    ask: ({ id }) => ({ path: `${of(id)}?status=enable`, body: { events: wantedEvents } }),
  },
  remove: { operation: 'deleteWebhook', ask: ({ id }) => ({ path: of(id) }) },
};

/** Undefined where people register them, or where there are none. */
export const hookRows: Readonly<Record<SystemId, HookRows | undefined>> = {
  chat2desk,
  claap: undefined,
  courier: undefined,
};
