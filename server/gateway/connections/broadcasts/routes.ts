import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { adminRoot, idempotencyHeader } from '#contract/gateway/admin.ts';
import * as contract from '#contract/gateway/broadcasts.ts';
import type { Operation } from '#contract/operation.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { paramsOf } from '../../http/params.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { rebuildBody, rebuildQuery, splitTarget } from '../../proxy/proxy-request.ts';
import { folded, wordsOf } from '../conversations/find-conversations.ts';
import type { ReadAs } from '../conversations/read-as.ts';
import type { Viewer } from '../conversations/sights.ts';
import type { Person } from '../courier/people.ts';
import type { Broadcast } from './broadcast-store.ts';
import type { Broadcaster } from './broadcaster.ts';
import type { Broadcasting } from './broadcasting.ts';
import {
  addressOf,
  type Checked,
  checkRecipients,
  checkTemplate,
  messageTo,
  textAccountOf,
} from './check-recipients.ts';
import { sendOne } from './send-one.ts';
import { broadcastDetail, broadcastView } from './view.ts';

/** What a gateway that can send broadcasts has for it. */
export interface BroadcastParts {
  readonly broadcasting: Broadcasting;
  readonly broadcaster: Broadcaster;
}

export interface BroadcastRoutesOptions extends BroadcastParts {
  readonly readAs: ReadAs;
  /** The same for someone whose rights were asked just now. */
  readonly confirmedAs: ReadAs;
}

const usualList = 20;
const mostSamples = 3;

/** `/admin/broadcasts…`: one text for many. For admins. */
export function addBroadcastRoutes(app: Hono<GatewayEnv>, options: BroadcastRoutesOptions): void {
  const { broadcasting, broadcaster } = options;
  const { broadcasts, store, offered, courier, pace } = broadcasting;
  const { name: system } = offered.system;
  const detail = async (id: string) =>
    broadcastDetail({ ...broadcasting, broadcaster }, await broadcasts.get(id));

  /** Of an admin of an organisation that is connected. */
  const asAdmin =
    (as: ReadAs) =>
    (context: Context<GatewayEnv>, task: (viewer: Viewer) => Promise<object>): Promise<Response> =>
      as(context, async (viewer) => {
        const { isAdmin, organisation } = viewer.member;
        if (!isAdmin) throw refusal('not-an-admin', {});
        if (!(await store.find(organisation, offered.system.id))) throw refusal('not-connected', { system });
        return task(viewer);
      });
  const read = asAdmin(options.readAs);
  const confirmed = asAdmin(options.confirmedAs);

  /** @throws Refusal */
  async function find({ member }: Viewer, context: Context<GatewayEnv>): Promise<Broadcast> {
    const { id } = paramsOf(contract.getBroadcast, context);
    const found = await broadcasts.find(id);
    if (found?.organisation !== member.organisation) throw refusal('broadcast-missing', {});
    return found;
  }

  async function check(organisation: string, { individuals, ...template }: contract.BroadcastContent) {
    const ask = courier.askOf(organisation);
    return checkRecipients(ask, await (await courier.peopleOf(organisation)).all(), template, individuals);
  }

  app.get(adminRoot + contract.findBroadcastPeople.path, (context) =>
    read(context, async ({ member }) => {
      const { way, q = '' } = queryOf(contract.findBroadcastPeople, context);
      const { byIndividual } = await (await courier.peopleOf(member.organisation)).all();
      const words = wordsOf(q);
      const found = [...byIndividual.values()].flatMap((person) => {
        const address = addressOf(way, person);
        if (address === undefined) return [];
        const haystack = folded(`${person.name}\n${person.email ?? ''}\n${person.phone ?? ''}`);
        return words.every((word) => haystack.includes(word))
          ? [{ individual: person.individual, name: person.name, address }]
          : [];
      });
      const own = byIndividual.get((await courier.individualOf(member)) ?? '');
      return {
        people: found
          .toSorted((one, other) => one.name.localeCompare(other.name))
          .slice(0, contract.broadcastLimits.recipients),
        total: found.length,
        own: (own && addressOf(way, own)) ?? null,
      };
    }),
  );

  app.post(adminRoot + contract.checkBroadcast.path, (context) =>
    read(context, async ({ member }) => {
      const content = await bodyOf(contract.checkBroadcast, context);
      const checked = await check(member.organisation, content);
      const good = checked.filter(({ exclusion }) => exclusion === undefined);
      return {
        count: good.length,
        excluded: checked.flatMap(({ individual, name, exclusion }) =>
          exclusion ? [{ individual, name, exclusion }] : [],
        ),
        samples: spread(good).map(({ name, address, values }) => ({
          name,
          address,
          ...messageTo(content, values),
        })),
      };
    }),
  );

  app.post(adminRoot + contract.testBroadcast.path, (context) =>
    confirmed(context, async ({ member }) => {
      const template = await bodyOf(contract.testBroadcast, context);
      const { organisation, uuid, name } = member;
      checkTemplate(template);
      const to = await ownOf(template, member);
      const account = template.way === 'text' ? await textAccountOf(courier.askOf(organisation)) : null;
      const key = keyOf(context);
      const nothing = async () => undefined;
      await sendOne(
        broadcasting,
        {
          ...{ organisation, person: { uuid, name }, key, template, to, account },
          ...{ draft: null, onDraft: nothing, onLeave: nothing },
        },
        AbortSignal.timeout(testWithinMs),
      );
      return { address: to.address };
    }),
  );

  /** The caller, as someone who gets it. @throws Refusal */
  async function ownOf(template: contract.BroadcastTemplate, member: Viewer['member']): Promise<Checked> {
    const { organisation } = member;
    const individual = await courier.individualOf(member);
    const person: Person | undefined = (await (await courier.peopleOf(organisation)).all()).byIndividual.get(
      individual ?? '',
    );
    if (!person) throw refusal('not-linked', { system });
    if (addressOf(template.way, person) === undefined) throw refusal('own-address-missing', { system });
    const [own] = await check(organisation, { ...template, individuals: [person.individual] });
    if (!own) throw refusal('not-linked', { system });
    return own;
  }

  app.get(adminRoot + contract.listBroadcasts.path, (context) =>
    read(context, async ({ member: { organisation } }) => {
      const { before, limit } = queryOf(contract.listBroadcasts, context);
      const most = Number(limit ?? usualList);
      const older = before === undefined ? undefined : Date.parse(before);
      const found = await broadcasts.list(organisation, older, most + 1);
      const shown = found.slice(0, most).map((one) => broadcastView({ broadcasts, broadcaster }, one));
      return {
        broadcasts: await Promise.all(shown),
        more: found.length > most,
        attention: await broadcasts.attention(organisation),
      };
    }),
  );

  app.get(adminRoot + contract.getBroadcast.path, (context) =>
    read(context, async (viewer) => detail((await find(viewer, context)).id)),
  );

  app.put(adminRoot + contract.startBroadcast.path, (context) =>
    confirmed(context, async ({ member }) => {
      const { id } = paramsOf(contract.startBroadcast, context);
      const { count: typed, individuals, ...template } = await bodyOf(contract.startBroadcast, context);
      const { organisation, uuid, name } = member;
      const known = await broadcasts.find(id);
      if (known) {
        const chosen = (await broadcasts.recipients(known.id)).map(({ individual }) => individual);
        const isSame =
          known.organisation === organisation &&
          isDeepStrictEqual(known.content, template) &&
          isDeepStrictEqual(chosen, [...new Set(individuals)]);
        if (!isSame) throw refusal('key-used', {});
        return detail(known.id);
      }
      const account = template.way === 'text' ? await textAccountOf(courier.askOf(organisation)) : null;
      const checked = await check(organisation, { ...template, individuals });
      const count = checked.filter(({ exclusion }) => exclusion === undefined).length;
      // Someone may have changed who would get it since the page has checked.
      if (count !== typed) throw refusal('broadcast-changed', { count: String(count), typed: String(typed) });
      const at = Date.now();
      const begun = { id, organisation, person: { uuid, name }, at, sendAt: at + pace.cancelMs, account };
      const broadcast = await broadcasts.add({ ...begun, content: template }, checked);
      // While it was checked, another tab has begun it.
      if (!broadcast) throw refusal('under-way', {});
      await broadcaster.begun();
      return detail(broadcast.id);
    }),
  );

  app.delete(adminRoot + contract.cancelBroadcast.path, (context) =>
    confirmed(context, async (viewer) => {
      const { id, state } = await find(viewer, context);
      if (state !== 'cancelled' && !(await broadcaster.cancel(id))) throw refusal('broadcast-over', {});
      return detail(id);
    }),
  );

  app.post(adminRoot + contract.continueBroadcast.path, (context) =>
    confirmed(context, async (viewer) => {
      await bodyOf(contract.continueBroadcast, context);
      const { id, state } = await find(viewer, context);
      if (state === 'waiting' || state === 'sending') return detail(id);
      if (!(await broadcasts.continue(id))) throw refusal('broadcast-over', {});
      await broadcaster.begun();
      return detail(id);
    }),
  );

  app.post(adminRoot + contract.lookForBroadcast.path, (context) =>
    read(context, async (viewer) => {
      await bodyOf(contract.lookForBroadcast, context);
      const { id } = await find(viewer, context);
      // Many take a while: the page asks how far it is.
      await Promise.race([broadcaster.look(id), pause(lookedWithinMs)]);
      return detail(id);
    }),
  );
}

const testWithinMs = 45_000;
const lookedWithinMs = 5_000;

/** The first, one in the middle and the last. */
const spread = <T>(all: readonly T[]): readonly T[] =>
  all.length <= mostSamples
    ? all
    : [all[0], all[Math.floor(all.length / 2)], all.at(-1)].filter((one) => one !== undefined);

/** @throws Refusal */
function keyOf({ env }: Context<GatewayEnv>): string {
  const key = v.safeParse(v.pipe(v.string(), v.uuid()), env.incoming.headers[idempotencyHeader]);
  if (!key.success) throw new Refusal(400, `The header ${idempotencyHeader} must be a UUID.`);
  return key.output.toLowerCase();
}

type WithBody = Operation & { readonly body: v.GenericSchema };

async function bodyOf<O extends WithBody>(
  operation: O,
  { env }: Context<GatewayEnv>,
): Promise<v.InferOutput<O['body']>> {
  const text = await rebuildBody(operation, env.incoming);
  return v.parse(operation.body, JSON.parse(text.toString('utf8')));
}

function queryOf<O extends Operation & { readonly query: v.GenericSchema }>(
  operation: O,
  { env }: Context<GatewayEnv>,
): v.InferOutput<O['query']> {
  const { query } = splitTarget(env.incoming.url ?? '');
  const rebuilt = new URLSearchParams(rebuildQuery(operation, query));
  return v.parse(operation.query, Object.fromEntries(rebuilt));
}
