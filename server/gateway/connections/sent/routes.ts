import type { Context, Hono } from 'hono';
import { courier as courierSystem } from '#contract/courier/system.ts';
import { adminRoot } from '#contract/gateway/admin.ts';
import { cancelSent, lookForSent } from '#contract/gateway/sent.ts';
import type { Member } from '../../elevation/members.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { refusal } from '../../http/refusal.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import type { Courier } from '../courier/courier.ts';
import type { Ledger } from '../ledger.ts';
import type { OfferedSystem } from '../offered.ts';
import type { SharedFiles } from '../shared/shared-files.ts';
import { entriesOf } from '../view.ts';
import { lookForEffect } from './look-for-effect.ts';

export interface SentRoutesOptions {
  readonly offered: readonly OfferedSystem[];
  readonly ledger: Ledger;
  readonly shared: SharedFiles;
  readonly conversations: Pick<Conversations, 'askOf'>;
  readonly courier: Pick<Courier, 'askOf'>;
  readonly readAs: ReadAs;
}

/** `/admin/ledger/:id/…`: what people do about what they sent. */
export function addSentRoutes(app: Hono<GatewayEnv>, options: SentRoutesOptions): void {
  const { offered, ledger, conversations, courier, readAs } = options;
  const entriesIn = entriesOf(offered, options);

  /** @throws Refusal for what does not exist, and for what is someone else's, alike. */
  async function find(context: Context<GatewayEnv>, { organisation, isAdmin, uuid }: Member) {
    const id = context.req.param('id') ?? '';
    const found = /^\d{1,15}$/.test(id) ? await ledger.find(organisation, Number(id)) : undefined;
    if (!found || !(isAdmin || found.entry.person.uuid === uuid)) throw refusal('entry-missing', {});
    return found;
  }
  const shown = async (context: Context<GatewayEnv>, member: Member) => {
    const [entry] = await entriesIn([(await find(context, member)).entry]);
    return { entry };
  };

  app.post(adminRoot + cancelSent.path, (context) =>
    readAs(context, async ({ member }) => {
      const { entry } = await find(context, member);
      if (!(await ledger.cancel(entry.id))) throw refusal('left-already', {});
      return shown(context, member);
    }),
  );

  app.post(adminRoot + lookForSent.path, (context) =>
    readAs(context, async ({ member }) => {
      const found = await find(context, member);
      const company = found.entry.system === courierSystem.id ? courier : conversations;
      await lookForEffect(ledger, company.askOf(member.organisation), found);
      return shown(context, member);
    }),
  );
}
