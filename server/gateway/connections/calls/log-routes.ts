import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot } from '#contract/gateway/admin.ts';
import * as contract from '#contract/gateway/call-log.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { refusal } from '../../http/refusal.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import type { Viewer } from '../conversations/sights.ts';
import type { CallSight } from './call-sights.ts';
import type { Calls } from './calls.ts';
import { pageOf, queryOf } from './list-pages.ts';
import type { People } from './people.ts';
import type { Conference, Dialled } from './wire.ts';

export interface LogRoutesOptions {
  readonly calls: Calls;
  readonly readAs: ReadAs;
}

const timeOf = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

/** `/admin/calls`: who was called, conferences, and who waits. */
export function addLogRoutes(app: Hono<GatewayEnv>, { calls, readAs }: LogRoutesOptions): void {
  /** What a list is made of. @throws Refusal */
  async function around({ member, ...viewer }: Viewer) {
    const book = await calls.bookOf(member.organisation);
    const [sight, people, conferences, dialled] = await Promise.all([
      calls.sights.of({ member, ...viewer }),
      book.people(),
      book.conferences(),
      book.dialled(),
    ]);
    const own = ownOf(sight, conferences.rows, dialled.rows);
    const isComplete = conferences.isComplete && dialled.isComplete;
    return { sight, people, own, conferences: conferences.rows, dialled: dialled.rows, isComplete };
  }

  app.get(adminRoot + contract.listConferences.path, (context) =>
    readAs(context, async (viewer) => {
      const asked = askedOf(contract.listConferences, context);
      const { sight, people, own, conferences, isComplete } = await around(viewer);
      const found = conferences.filter(({ id }) => sight.everything || own.has(id));
      const { rows, ...page } = pageOf(found, asked);
      return {
        conferences: rows.map(({ id, at, by, state }) => ({
          id,
          at: timeOf(at),
          by: people.user(by)?.name || null,
          state: state ?? null,
        })),
        ...page,
        ...knownOf(sight, people, isComplete),
        individual: sight.individual ?? null,
      };
    }),
  );

  app.get(adminRoot + contract.listDialledCalls.path, (context) =>
    readAs(context, async (viewer) => {
      const asked = askedOf(contract.listDialledCalls, context);
      const { sight, people, own, dialled, isComplete } = await around(viewer);
      const found = dialled.filter((one) => sees(one, sight, own));
      const { rows, ...page } = pageOf(found, asked);
      return {
        dialled: rows.map((one) => ({
          id: one.id,
          at: timeOf(one.at),
          person: people.of(one)?.name || null,
          seconds: one.seconds ?? null,
          status: one.status ?? null,
          conference: one.conference ?? null,
        })),
        ...page,
        ...knownOf(sight, people, isComplete),
      };
    }),
  );

  app.get(adminRoot + contract.listWaitingCallers.path, (context) =>
    readAs(context, async ({ member }) => {
      paramsOf(contract.listWaitingCallers, context);
      if (!member.isAdmin) throw refusal('not-an-admin', {});
      const book = await calls.bookOf(member.organisation);
      const [waiting, people] = await Promise.all([book.waiting(), book.people()]);
      const lines = await Promise.all(waiting.map((one) => book.line(one)));
      return {
        callers: waiting.map((one, at) => ({
          id: one.id,
          phone: one.phone ?? null,
          person: people.of(one)?.name || null,
          waited: one.waited ?? null,
          line: lines[at] ?? null,
        })),
      };
    }),
  );
}

type Paged = typeof contract.listConferences | typeof contract.listDialledCalls;

function askedOf(operation: Paged, context: Context<GatewayEnv>) {
  paramsOf(operation, context);
  return v.parse(operation.query, Object.fromEntries(queryOf(operation, context)));
}

/** Conferences that someone began, or was called for: what the dashboard begins is in the name of its key. */
function ownOf(
  { user, individual }: CallSight,
  conferences: readonly Conference[],
  dialled: readonly Dialled[],
): ReadonlySet<string> {
  const begun = conferences.filter(({ by }) => user !== undefined && by === user).map(({ id }) => id);
  const called = dialled.flatMap((one) =>
    individual !== undefined && one.individual === individual ? (one.conference ?? []) : [],
  );
  return new Set([...begun, ...called]);
}

/** A call to someone whose calls they see, or of a conference of their own. */
const sees = (one: Dialled, sight: CallSight, own: ReadonlySet<string>) =>
  sight.seesPerson(one) || (one.conference !== undefined && own.has(one.conference));

const knownOf = ({ everything, isChecking }: CallSight, people: People, isComplete: boolean) => ({
  everything,
  checking: isChecking || !isComplete || !people.isComplete,
});
