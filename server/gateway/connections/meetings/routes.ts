import type { Hono } from 'hono';
import { adminRoot } from '#contract/gateway/admin.ts';
import { listMeetingSent } from '#contract/gateway/meeting-sent.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { refusal } from '../../http/refusal.ts';
import { conversationSystem } from '../conversations/conversations.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import type { Courier } from '../courier/courier.ts';
import { courierSentOf } from '../courier/meeting-sent.ts';
import type { OfferedSystem } from '../offered.ts';
import { type MeetingSentOptions, sentOfMeeting } from './meeting-sent.ts';
import { Progresses } from './progress.ts';

export interface MeetingRoutesOptions extends Omit<MeetingSentOptions, 'progresses'> {
  readonly courier: Courier;
  readonly offered: readonly OfferedSystem[];
  readonly readAs: ReadAs;
}

/** `/admin/conversations/…/meetings/…`: what went to clients out of meetings. */
export function addMeetingRoutes(app: Hono<GatewayEnv>, options: MeetingRoutesOptions): void {
  const { store, conversations, courier, offered, shared, readAs } = options;
  const isLive = async (organisation: string) =>
    (await store.hooks.find(organisation, conversationSystem))?.state === 'working';
  const progresses = new Progresses({ isLive, now: Date.now });

  app.get(adminRoot + listMeetingSent.path, (context) =>
    readAs(context, async (viewer) => {
      const { meeting, system } = paramsOf(listMeetingSent, context);
      const { organisation } = viewer.member;
      const known = offered.find((one) => one.system.id === system);
      if (!known || !(await store.find(organisation, system))) {
        throw refusal('not-connected', { system: known?.system.name ?? system });
      }
      if (!(await conversations.meetings.by(viewer, meeting))) throw refusal('meeting-hidden', {});
      if (system !== conversationSystem) {
        const told = await courierSentOf({ ...options, courier }, viewer, meeting);
        return { sent: told, sharing: shared.root !== undefined, operator: null };
      }
      const sent = await sentOfMeeting({ ...options, progresses }, viewer, meeting);
      const operator = await conversations.sights.operatorOf(viewer.member);
      return { sent, sharing: shared.root !== undefined, operator: operator ?? null };
    }),
  );
}
