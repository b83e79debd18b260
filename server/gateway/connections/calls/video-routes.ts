import type { Hono } from 'hono';
import { adminRoot } from '#contract/gateway/admin.ts';
import * as contract from '#contract/gateway/video-calls.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { queryOf } from './list-pages.ts';
import type { LogRoutesOptions } from './log-routes.ts';
import type { VideoCall } from './video-wire.ts';

/** People that a search shows. */
const mostFound = 20;

/** `/admin/calls`: video calls of the person who asks, and whom they may invite. */
export function addVideoRoutes(app: Hono<GatewayEnv>, { calls, readAs }: LogRoutesOptions): void {
  app.get(adminRoot + contract.listVideoCalls.path, (context) =>
    readAs(context, async (viewer) => {
      paramsOf(contract.listVideoCalls, context);
      const book = await calls.bookOf(viewer.member.organisation);
      const individual = await calls.sights.individualOf(viewer.member);
      const videos = individual === undefined ? [] : await book.videos(individual);
      return { videos: inOrder(videos).map(viewOf), individual: individual ?? null };
    }),
  );

  app.get(adminRoot + contract.findCallPeople.path, (context) =>
    readAs(context, async (viewer) => {
      const { findCallPeople } = contract;
      paramsOf(findCallPeople, context);
      const words = queryOf(findCallPeople, context).get('q') ?? '';
      const book = await calls.bookOf(viewer.member.organisation);
      const [sight, people] = await Promise.all([calls.sights.of(viewer), book.people()]);
      const found = people.matching(words).filter((one) => sight.seesPerson(one));
      return {
        people: found.slice(0, mostFound).flatMap(({ individual, name, email, phone }) => {
          if (individual === undefined) return [];
          return [{ individual, name, detail: email ?? (phone === undefined ? null : `+${phone}`) }];
        }),
      };
    }),
  );
}

/** What is to come, the next first; then what is over, the latest first. */
function inOrder(videos: readonly VideoCall[]): readonly VideoCall[] {
  const byTime = videos.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0));
  const isOver = ({ state }: VideoCall) => state === 'terminated';
  return [...byTime.filter((one) => !isOver(one)), ...byTime.filter(isOver).reverse()];
}

const viewOf = ({ id, state, at, seconds, isRecorded, participants, recordings }: VideoCall) => ({
  id,
  state,
  at: at === undefined ? null : new Date(at).toISOString(),
  seconds: seconds ?? null,
  recorded: isRecorded,
  participants: participants.map(({ individual, isMuted, isDisconnected, ...one }) => ({
    ...one,
    individual: individual ?? null,
    muted: isMuted,
    disconnected: isDisconnected,
  })),
  recordings,
});
