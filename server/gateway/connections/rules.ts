import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { uuid } from '#contract/fields.ts';
import { idempotencyHeader } from '#contract/gateway/admin.ts';
import { maxObservingMs, reasonHeader } from '#contract/gateway/connections.ts';
import type { ConnectedOperation, System, SystemId } from '#contract/system.ts';
import { withoutFields } from '#contract/without-fields.ts';
import type { AuditLog } from '../elevation/audit-log.ts';
import type { Member } from '../elevation/members.ts';
import { Refusal, refusal, refusalFor } from '../http/refusal.ts';
import type { Attempt } from '../proxy/attempt.ts';
import type { AskedRequest, CheckedRequest, RequestRules } from '../proxy/connection.ts';
import { keepAddresses } from './addresses.ts';
import type { OwnWrite } from './conversations/changes/own-writes.ts';
import type { ScopeRules } from './conversations/scopes.ts';
import { fieldAt, valuesOf, withField, withoutText } from './fields.ts';
import type { Ledger } from './ledger.ts';
import type { MediaReferences } from './media/references.ts';
import { withTexts } from './media/with-texts.ts';
import { type OfferedSystem, purgeSetting } from './offered.ts';
import type { SecondAdmin } from './second-admin.ts';
import type { Links } from './sent/entry-links.ts';
import { type SharedFiles, withoutLinks } from './shared/shared-files.ts';
import type { ConnectionStore } from './store.ts';

export interface RulesOptions {
  readonly store: ConnectionStore;
  readonly ledger: Ledger;
  readonly audit: AuditLog;
  readonly secondAdmin: SecondAdmin;
  readonly media: MediaReferences;
  readonly shared: SharedFiles;
  /** Told of what people change at a system, before they are told how it ended. */
  readonly onWrite: (organisation: string, system: SystemId, write: OwnWrite) => Promise<void>;
  readonly now?: () => number;
}

/** Someone allowed to make a request, and the request. */
export interface Permitted {
  readonly offered: OfferedSystem;
  readonly row: ConnectedOperation;
  readonly member: Member;
  readonly asked: AskedRequest;
  /** Who the person is at the system; undefined where that is not asked, or they are nobody there. */
  readonly self: string | undefined;
  /** What a member may see where the connection is not open to all. */
  readonly scope: ScopeRules | undefined;
  /** Whether its recipient agreed to get it, or another may be written to first, where that has to be asked. */
  readonly consent?: ((body: unknown) => Promise<void>) | undefined;
  /** What the request says that it is about, and which one it does again. */
  readonly links: Links;
}

/** The end of observing someone, wherever a body has it. */
const endField = 'valid-until';
const maxReason = 500;

/**
 * What applies to one request to a connected system: its head is checked now, the rest as it arrives.
 * @throws Refusal
 */
export function rulesOf(options: RulesOptions, permitted: Permitted): RequestRules {
  const { row, offered, scope, consent } = permitted;
  const key = row.effect === 'read' ? undefined : keyOf(permitted.asked);
  const reason = row.guards.includes('observing') ? reasonOf(permitted.asked) : undefined;
  if (row.guards.includes('two-admins') && !offered.allowed.includes(purgeSetting)) {
    throw refusal('not-allowed-here', { setting: purgeSetting });
  }
  return {
    amend(place, values) {
      const checking = scope?.check(place, values);
      const filled = () => fillIn(permitted, place, values);
      const amended = () =>
        place === 'body'
          ? options.shared.check(permitted.member.organisation, values).then(filled)
          : filled();
      // What is malformed is refused for that, without asking anyone.
      if (consent && place === 'body' && row.body && v.is(row.body, values)) {
        // First whether the person may ask for it at all: what is hidden is not told by another refusal.
        return Promise.resolve(checking)
          .then(() => consent(values))
          .then(amended);
      }
      return checking ? checking.then(amended) : amended();
    },
    async begin(request) {
      if (reason !== undefined) await observe(options, permitted, reason, request);
      const attempt = key === undefined ? undefined : await begin(options, permitted, key, request);
      const isSent = !attempt?.before && !row.addressFrom;
      if (isSent) options.store.countRequest(permitted.member.organisation, offered.system.id);
      return attempt && noted(options, permitted, attempt, request);
    },
    async edit(body) {
      const { organisation, uuid: person } = permitted.member;
      const viewer = { organisation, system: row.system, person, own: scope !== undefined };
      await keepAddresses(options.store, offered, organisation, row, body);
      const seen = scope ? scope.edit(body) : body;
      const rest = withTexts(withoutFields(seen, row.redact), row.media, (address) =>
        options.media.pathOf(viewer, address),
      );
      // Where the system delivers to is a secret of the gateway, also where the system lists it.
      const hook = row.place.startsWith('connection')
        ? await options.store.hooks.known(organisation, row.system)
        : undefined;
      return hook === undefined ? rest : withoutText(rest, hook);
    },
  };
}

/** However it ends, what it was about may be another now. */
function noted(
  { onWrite }: RulesOptions,
  { row, member, asked }: Permitted,
  attempt: Attempt,
  { body }: CheckedRequest,
): Attempt {
  return {
    before: attempt.before,
    withdrawn: attempt.withdrawn,
    leaves: () => attempt.leaves(),
    async end(end) {
      await attempt.end(end);
      const write = {
        operation: row.name,
        params: asked.params,
        body: body && JSON.parse(body.toString('utf8')),
      };
      await onWrite(member.organisation, row.system, write);
    },
  };
}

function keyOf({ request }: AskedRequest): string {
  const key = v.safeParse(uuid, request.headers[idempotencyHeader]);
  if (!key.success) throw new Refusal(400, `The header ${idempotencyHeader} must be a UUID.`);
  return key.output.toLowerCase();
}

function reasonOf({ request }: AskedRequest): string {
  const given = request.headers[reasonHeader];
  try {
    const reason = decodeURIComponent(String(given ?? '')).trim();
    if (reason !== '' && reason.length <= maxReason) return reason;
  } catch {
    // It is refused below.
  }
  throw refusal('reason-needed', {});
}

/** Who the person is at the system: as text in a query, where everything is text. */
function ownId({ row, self: id }: Permitted, place: 'query' | 'body'): string | number | undefined {
  // Operators have numbers; individuals have UUIDs.
  const isNumber = row.actsAs?.as === 'operator' && place === 'body';
  return isNumber && id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : id;
}

/** Fills in who acts; members neither choose that nor send what is for admins. */
function fillIn(permitted: Permitted, place: 'query' | 'body', values: unknown): unknown {
  const { row, member, offered } = permitted;
  if (place === 'body' && !member.isAdmin) {
    const field = row.adminFields.find((name) => fieldAt(values, name) !== undefined);
    if (field !== undefined) throw refusal('field-for-admins', { field });
  }
  const { actsAs } = row;
  if (actsAs?.in !== place) return values;
  const { field } = actsAs;
  if (fieldAt(values, field) !== undefined) {
    // What is sent again has it from the first time.
    const isOwn = String(fieldAt(values, field)) === String(ownId(permitted, place));
    if (!member.isAdmin && !isOwn) throw refusal('field-filled-in', { field });
    return values;
  }
  const id = ownId(permitted, place);
  if (id !== undefined) return withField(values, field, id);
  // An admin without a link acts as the company.
  if (!member.isAdmin) throw refusal('not-linked', { system: offered.system.name });
  return values;
}

/** @throws Refusal for observing without an end. */
async function observe(
  options: RulesOptions,
  permitted: Permitted,
  reason: string,
  request: CheckedRequest,
): Promise<void> {
  const { row } = permitted;
  const { now = Date.now } = options;
  if (row.effect !== 'read') {
    const ends = valuesOf(request.body && JSON.parse(request.body.toString('utf8')), endField);
    const latest = now() + maxObservingMs;
    const isBounded = ends.length > 0 && ends.every((end) => Date.parse(String(end)) <= latest);
    if (!isBounded) throw refusal('end-needed', { minutes: String(maxObservingMs / 60_000) });
  }
  await note(options, permitted, 'observe', { reason }, undefined);
}

/** Records in the admins' log what nobody should be able to do unseen. */
async function note(
  { audit }: RulesOptions,
  { row, member, asked, offered }: Permitted,
  action: 'observe' | 'askForTwo',
  change: Record<string, string>,
  refused: Refusal | undefined,
): Promise<void> {
  const { requestId } = asked;
  const end = {
    outcome: refused ? 'refused' : 'done',
    status: refused?.status ?? 202,
    reason: refused?.message ?? null,
    refusal: refused?.reason ?? null,
  } as const;
  await audit.note({ requestId, action, target: targetOf(offered.system, row), change }, member, end);
}

const targetOf = ({ name }: System, row: ConnectedOperation) => `${name}: ${row.title}`;

/** Records the intent, once two admins have asked where it takes two. */
async function begin(
  options: RulesOptions,
  permitted: Permitted,
  key: string,
  request: CheckedRequest,
): Promise<Attempt> {
  const { ledger, secondAdmin } = options;
  const { row, member, offered, asked, links } = permitted;
  const { organisation, uuid: person, name } = member;
  const { id: system, name: systemName } = offered.system;
  const digest = createHash('sha256')
    .update(request.body ?? '')
    .digest('hex');
  // A file is not read beforehand; its length and type have to suffice.
  const kind = String(asked.request.headers['content-type'] ?? '');
  const wish = [system, row.name, request.path, digest, String(request.length), row.bodyKind, kind];
  const who = { organisation, person: { uuid: person, name }, key };
  const takesTwo = row.guards.includes('two-admins') && !(await ledger.knows(who));
  if (takesTwo) {
    try {
      await secondAdmin.confirm([organisation, ...wish], person);
    } catch (error) {
      if (error instanceof Refusal) await note(options, permitted, 'askForTwo', {}, error);
      throw error;
    }
  }
  const sent = sentOf(request);
  const { actsAs } = row;
  const inBody = actsAs?.as === 'email' && actsAs.in === 'body' && request.body;
  const author = inBody ? fieldAt(JSON.parse(inBody.toString('utf8')), actsAs.field) : undefined;
  if (request.body) {
    await options.shared.bind({ organisation, person, key }, JSON.parse(request.body.toString('utf8')));
  }
  const attempt = await ledger.begin({
    ...who,
    system,
    systemName,
    operation: row.name,
    // A draft reaches nobody.
    effect: isDraft(row, request) ? 'write' : row.effect,
    request: wish,
    sent: row.guards.includes('secrets') ? { path: row.path } : sent,
    // Links to files are stored nowhere.
    links: {
      ...links,
      isCut: (sent.body ?? undefined) !== request.body?.toString('utf8'),
      author: typeof author === 'string' ? author : undefined,
    },
  });
  // Under its key it is known by now, so whoever presses twice asks nobody again.
  if (takesTwo) {
    await note(options, permitted, 'askForTwo', {}, undefined).catch(async (error: unknown) => {
      await attempt.end({ state: 'not-sent', refusal: refusalFor(error) });
      throw error;
    });
  }
  return attempt;
}

const isDraft = ({ effect }: ConnectedOperation, { body }: CheckedRequest): boolean =>
  effect === 'send' &&
  body !== undefined &&
  fieldAt(JSON.parse(body.toString('utf8')), 'data.attributes.draft') === true;

const sentOf = ({ path, body }: CheckedRequest) => ({
  path,
  body: body ? withoutLinks(body.toString('utf8')) : null,
});
