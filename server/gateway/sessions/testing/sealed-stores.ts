/** Every store that seals something, with something in every sealed column, for tests of the secrets. */
import type { Databases } from '../../../data/database.ts';
import { workPlan } from '../../../data/work-plan.ts';
import { BroadcastStore } from '../../connections/broadcasts/broadcast-store.ts';
import { broadcastPlan } from '../../connections/broadcasts/broadcast-tables.ts';
import { type Ledger, openLedger } from '../../connections/ledger.ts';
import { ledgerPlan } from '../../connections/ledger-tables.ts';
import { PublicationStore } from '../../connections/publications/publication-store.ts';
import { publicationPlan } from '../../connections/publications/publication-tables.ts';
import { StoredSpool } from '../../connections/publications/stored-spool.ts';
import { openSharedFileStore, type SharedFileStore } from '../../connections/shared/shared-file-store.ts';
import { sharedPlan } from '../../connections/shared/shared-file-tables.ts';
import { ConnectionStore } from '../../connections/store.ts';
import { connectionPlan } from '../../connections/store-tables.ts';
import { ConsentStore, consentPlan } from '../../consents/consent-store.ts';
import { IdempotencyStore } from '../../elevation/idempotency-store.ts';
import { pushPlan } from '../../webhooks/push-schema.ts';
import { openPushStore, type PushStore } from '../../webhooks/push-store.ts';
import { Seal, type Secrets } from '../sealed.ts';
import { sessionPlan } from '../session-tables.ts';
import { openSessionStore, type SessionStore } from '../sessions.ts';

export const organisation = 'own';
const person = { uuid: 'ada', name: 'Ada' };
export const savedBy = person;
const key = '0f9f3f2e-1111-4222-8333-444455556666';
const of = { organisation, person: person.uuid, key };
const fingerprint = 'ab'.repeat(32);
const meeting = '11111111-2222-4333-8444-555555555555';
export const tokens = { accessToken: 'access', accessExpiresAt: 1e13, refreshToken: 'refresh' };
export const file = {
  name: 'Minutes.pdf',
  type: 'application/pdf' as const,
  content: Buffer.from('%PDF-1.7'),
};
export const shared = { ...of, ...file, to: { phone: '+32470000000' }, meeting };
export const publication = {
  meeting,
  title: 'Minutes',
  participants: [],
  bytes: 5,
  mediaType: 'audio/webm' as const,
};
const intent = {
  organisation,
  person,
  key,
  system: 'claap' as const,
  systemName: 'Claap',
  operation: 'createRecording',
  effect: 'write' as const,
  request: ['a'],
  sent: { title: 'sent' },
};

/** The stores, in the order in which they are sealed again. */
export interface SealedStores {
  readonly sessions: SessionStore;
  readonly consents: ConsentStore;
  readonly push: PushStore;
  readonly work: IdempotencyStore;
  readonly connections: ConnectionStore;
  readonly ledger: Ledger;
  readonly shared: SharedFileStore;
  readonly publications: PublicationStore;
  readonly broadcasts: BroadcastStore;
}

/** Opens all of them as a gateway with these secrets does. */
export async function openSealedStores(databases: Databases, secrets: Secrets): Promise<SealedStores> {
  return {
    sessions: await openSessionStore(await databases.open(sessionPlan), new Seal(secrets), 30),
    consents: new ConsentStore(await databases.open(consentPlan), new Seal(secrets, 'consents')),
    push: await openPushStore(await databases.open(pushPlan), new Seal(secrets, 'webhook deliveries'), {
      deliveries: 100,
      days: 30,
      reportBytes: 1e9,
    }),
    work: new IdempotencyStore(await databases.open(workPlan), new Seal(secrets, 'results of actions')),
    connections: new ConnectionStore(
      await databases.open(connectionPlan),
      new Seal(secrets, 'connection keys'),
    ),
    ledger: await openLedger(await databases.open(ledgerPlan), new Seal(secrets, 'ledger entries')),
    shared: await openSharedFileStore(await databases.open(sharedPlan), new Seal(secrets, 'shared files')),
    publications: new PublicationStore(
      await databases.open(publicationPlan),
      new Seal(secrets, 'publications'),
    ),
    broadcasts: new BroadcastStore(await databases.open(broadcastPlan), new Seal(secrets, 'broadcasts')),
  };
}

/** Puts something into every column. @returns the session's id, and the link of the file. */
export async function fill(all: SealedStores): Promise<{ id: string; link: string }> {
  const id = await all.sessions.create(tokens);
  await all.sessions.personSalt(id);
  const asked = await all.consents.ask(key, 'owner', {
    person: 'Ada',
    purpose: '',
    keptDays: 90,
    onObjection: 'mark',
  });
  if (asked) await all.consents.say(asked, { decision: 'agreed', name: 'Guest', language: 'nl' });
  await all.push.receive({
    origin: undefined,
    event: 'meeting.report',
    sentAt: undefined,
    about: 'meeting',
    subject: meeting,
    status: undefined,
    bytes: 9,
    fingerprint,
    payload: '{"a":true}',
    report: { filename: 'report.pdf', content: Buffer.from('the report') },
  });
  await all.work.once(person.uuid, key, 'it', async () => ({ status: 201, body: { id: 1 } }));
  const { connections } = all;
  const given = { key: 'the-key-1234', url: null, savedBy, quota: null };
  await connections.save(organisation, 'claap', null, given);
  await connections.hooks.secret(organisation, 'claap');
  await connections.hooks.setToken(organisation, 'claap', 'the-token');
  await connections.keepAddress(organisation, 'claap', 'f', '1', 'https://claap.test/a');
  const contacts = { emails: ['a@b.test'], relations: [] };
  await connections.clients.contacts.keep(organisation, meeting, 'now', contacts);
  const answer = { status: 201, headers: {}, body: Buffer.from('{"id":1}') };
  await (await all.ledger.begin(intent)).end({ state: 'done', answer });
  await all.publications.add({ id: key, organisation, person, author: 'ada@firm.test' }, publication);
  const files = new StoredSpool(all.publications.sealed.database, all.publications.sealed.seal);
  await files.keep(all.publications.sealed.database, key, 0, Buffer.from('sound'));
  await all.publications.change(key, { problem: { code: 'server-failed', values: {} } });
  const begun = { id: key, organisation, person, at: 1, sendAt: 2, account: null };
  const content = { way: 'text' as const, text: 'To many', data: {} };
  const to = { individual: 'i', user: 'u', name: 'Guest', address: '+32470000000', values: {} };
  await all.broadcasts.add({ ...begun, content }, [to]);
  await all.broadcasts.turn(key, ['waiting'], 'stopped', { code: 'server-failed', values: {} });
  return { id, link: (await all.shared.add(shared)).link };
}

/** Everything that is sealed, opened. */
export const read = async (
  { sessions, push, work, connections, ledger, shared: files, publications, broadcasts }: SealedStores,
  id: string,
  link: string,
) => {
  const hook = await connections.hooks.known(organisation, 'claap');
  return {
    session: await sessions.find(id),
    salt: (await sessions.indexSalt(id))?.toString('hex'),
    personSalt: (await sessions.personSalt(id))?.toString('hex'),
    payload: (await push.find(1))?.payload,
    report: (await push.reportContent(meeting))?.toString(),
    result: await work.once(person.uuid, key, 'it', () => Promise.reject(new Error('never twice'))),
    key: (await connections.opened(organisation, 'claap'))?.key,
    hook,
    token: (await connections.hooks.owner('claap', hook ?? ''))?.token,
    address: await connections.address(organisation, 'claap', 'f', '1'),
    contacts: (await connections.clients.contacts.of(organisation, [[meeting, 'now']]))[0],
    sent: await ledger.find(organisation, 1),
    file: await files.look(link),
    again: (await files.add(shared)).link,
    publication: await publications.find(key),
    sound: (
      await new StoredSpool(publications.sealed.database, publications.sealed.seal)
        .read(key, 5, () => undefined)
        .toArray()
    ).join(),
    broadcast: await broadcasts.find(key),
    recipients: await broadcasts.recipients(key),
  };
};
