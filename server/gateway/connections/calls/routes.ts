import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot } from '#contract/gateway/admin.ts';
import * as contract from '#contract/gateway/calls.ts';
import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { refusal } from '../../http/refusal.ts';
import { checkBodyHead, rebuildBody } from '../../proxy/proxy-request.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import type { Viewer } from '../conversations/sights.ts';
import type { MediaReferences } from '../media/references.ts';
import type { ConnectionStore } from '../store.ts';
import { type CallSight, callSystem } from './call-sights.ts';
import type { Calls } from './calls.ts';
import { findCalls } from './find-calls.ts';
import { pageOf, queryOf } from './list-pages.ts';
import { heardCall, referenceText } from './listen.ts';
import { addLogRoutes } from './log-routes.ts';
import type { CallMeeting } from './meetings/call-meeting-store.ts';
import type { Recorded } from './meetings/make-meeting.ts';
import type { People } from './people.ts';
import { addVideoRoutes } from './video-routes.ts';
import type { Call } from './wire.ts';

export interface CallRoutesOptions {
  readonly calls: Calls;
  readonly store: ConnectionStore;
  readonly call: ClaritalkCall;
  readonly readAs: ReadAs;
  readonly references: MediaReferences;
}

/** `/admin/calls`: what people may see of their company's calls, and making meetings of them. */
export function addCallRoutes(app: Hono<GatewayEnv>, options: CallRoutesOptions): void {
  const { calls, store, call: claritalk, readAs, references } = options;

  interface Shown {
    readonly viewer: Viewer;
    readonly sight: CallSight;
    readonly people: People;
    readonly made: ReadonlyMap<string, CallMeeting>;
  }

  const viewOf = (call: Call, { viewer, sight, people, made }: Shown) => {
    const known = made.get(call.id);
    const { member } = viewer;
    const place = { organisation: member.organisation, call: call.id };
    return {
      id: call.id,
      at: call.at === undefined ? null : new Date(call.at).toISOString(),
      phone: call.phone ?? null,
      person: people.of(call)?.name || null,
      seconds: call.seconds ?? null,
      running: call.isRunning,
      snippet: call.snippet,
      meeting: known ? calls.meetings.viewOf(member, place, known, sight.reads) : null,
    };
  };

  /** What is needed to show calls to someone. @throws Refusal */
  async function around(viewer: Viewer): Promise<Shown> {
    const { organisation } = viewer.member;
    const book = await calls.bookOf(organisation);
    const [sight, people, made] = await Promise.all([
      calls.sights.of(viewer),
      book.people(),
      store.calls.all(organisation),
    ]);
    return { viewer, sight, people, made };
  }

  /** A call that someone may see. @throws Refusal */
  async function open(context: Context<GatewayEnv>, viewer: Viewer) {
    const { id } = paramsOf(contract.getCall, context);
    const book = await calls.bookOf(viewer.member.organisation);
    const [shown, found] = await Promise.all([around(viewer), calls.visible(viewer, id)]);
    return { ...found, shown, book };
  }

  // Their addresses have words where those of calls have ids.
  addLogRoutes(app, options);
  addVideoRoutes(app, options);

  app.get(adminRoot + contract.listCalls.path, (context) =>
    readAs(context, async (viewer) => {
      const { listCalls } = contract;
      paramsOf(listCalls, context);
      const asked = v.parse(listCalls.query, Object.fromEntries(queryOf(listCalls, context)));
      const { view = 'all', period, q: text = '' } = asked;
      const book = await calls.bookOf(viewer.member.organisation);
      const [shown, known] = await Promise.all([around(viewer), book.calls()]);
      const found = findCalls(known.rows, { view, period, text }, { ...shown, now: calls.now() });
      const { rows, ...page } = pageOf(found, asked);
      const { everything, isChecking } = shown.sight;
      return {
        calls: rows.map((one) => viewOf(one, shown)),
        ...page,
        everything,
        checking: isChecking || !known.isComplete || !shown.people.isComplete,
      };
    }),
  );

  app.get(adminRoot + contract.getCall.path, (context) =>
    readAs(context, async (viewer) => {
      const { call, transcription, shown, book } = await open(context, viewer);
      return {
        call: viewOf(call, shown),
        transcription: transcription || null,
        email: shown.people.of(call)?.email ?? null,
        line: (await book.line(call)) ?? null,
      };
    }),
  );

  app.get(adminRoot + contract.getCallSound.path, (context) =>
    readAs(context, async (viewer) => {
      const { id } = paramsOf(contract.getCallSound, context);
      const { call } = await calls.visible(viewer, id);
      if (call.isRunning) throw refusal('call-recording', {});
      const { organisation, uuid: person } = viewer.member;
      const heard = await heardCall(calls, organisation, call.id);
      const own = { organisation, system: callSystem, person, own: true } as const;
      return { link: heard ? references.referenceTo(own, referenceText(heard)) : null };
    }),
  );

  app.post(adminRoot + contract.makeCallMeeting.path, (context) =>
    readAs(context, async (viewer) => {
      const { makeCallMeeting } = contract;
      const { incoming } = context.env;
      checkBodyHead(makeCallMeeting, incoming.headers);
      const sent = (await rebuildBody(makeCallMeeting, incoming)).toString('utf8');
      const { name, type } = v.parse(makeCallMeeting.body, JSON.parse(sent));
      const { call, transcription, shown } = await open(context, viewer);
      if (call.isRunning) throw refusal('call-recording', {});
      const { member, accessToken } = viewer;
      const { organisation } = member;
      const place = { organisation, call: call.id };
      await calls.meetings.make(
        member,
        { name: name.trim(), type },
        {
          claritalk: { call: claritalk, token: accessToken },
          store: store.calls,
          place,
          person: { uuid: member.uuid, name: member.name },
          recorded: recordedOf(call, transcription, shown.people, calls.now()),
          openSound: () => calls.sound(organisation, call.id),
          now: calls.now,
        },
      );
      const known = await store.calls.find(place);
      if (!known) throw refusal('server-failed', {});
      // Whoever has made it may read it, whatever was known before.
      return calls.meetings.viewOf(
        member,
        place,
        known,
        (meeting) => known.by.uuid === member.uuid || shown.sight.reads(meeting),
      );
    }),
  );
}

function recordedOf(call: Call, transcription: string, people: People, now: number): Recorded {
  const person = people.of(call);
  return {
    startedAt: call.at ?? now,
    seconds: Math.round(call.seconds ?? 0),
    transcription,
    attendee: { name: person?.name || call.phone || '?', email: person?.email ?? null },
    language: person?.language,
  };
}
