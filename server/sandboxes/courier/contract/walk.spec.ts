import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#contract/courier/table.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { golden, withoutRequired, withUnknownField } from '#contract/testing/golden.ts';
import { type Answer, SystemWorld } from '../../lib/testing/system-world.ts';
import { courier } from '../courier.ts';
import { token } from '../credentials.ts';
import { plainRow } from '../store/shapes.ts';
import { type GoldenRequest, goldenRequest } from './golden-requests.ts';
import { lookAround } from './known.ts';

const world = new SystemWorld(courier, { authorization: `Bearer ${token}` }, { callSound: true });
/** By types: one of each, those that were created here too. By names of operations: what these need. */
const known: Record<string, string> = {};
/** Where files go, by the types of attachments. */
const targets: Record<string, { 'upload-url': string; 'upload-data': Record<string, string> }> = {};

beforeAll(async () => {
  await world.start();
  Object.assign(known, lookAround(world.dataDir));
});
afterAll(() => world.destroy());

const typeOf = ({ path }: ConnectedOperation) => path.split('/')[2] ?? '';

const requestOf = (operation: ConnectedOperation): GoldenRequest =>
  goldenRequest(operation, known, known[operation.name] ?? known[typeOf(operation)]);

/** The second of three steps, as the answer to the first wants it. */
function uploaded(type: string): Promise<Answer> {
  const target = targets[type]!;
  const form = new FormData();
  for (const [name, value] of Object.entries(target['upload-data'])) form.set(name, value);
  form.set('file', new Blob(['a file']), 'text');
  return world.send(target['upload-url'], { method: 'POST', body: form });
}

/** Keeps what was created, so that later rows have something to be about. */
function keep(operation: ConnectedOperation, { body }: Answer): void {
  const plain = plainRow(operation);
  if (plain?.verb !== 'create' || body === null) return;
  const made = body.data ?? body;
  if (made['upload-url']) targets[plain.type] = made;
  known[plain.type] ??= made.id;
  if (made['upload-url']) known[plain.type] = made.id;
  if (operation.name === 'createUserEmail') known.sendUserEmail = made.id;
}

// Things are created first, files sent and finished, then all is read and changed; what takes away comes last.
const takesAway = ['purgeData', 'deleteAnnouncer', 'terminateVideoChannel'];
const steps: readonly ((operation: ConnectedOperation) => boolean)[] = [
  ({ name }) => takesAway.includes(name),
  (row) => plainRow(row)?.verb === 'create' || row.name === 'runVoiceSettingTask',
  ({ addressFrom }) => addressFrom !== undefined,
  ({ path }) => path.endsWith('/process-upload/'),
  ({ method }) => method === 'GET',
  () => true,
];
const stepOf = (row: ConnectedOperation) => steps.findIndex((step) => step(row)) || steps.length;
const ordered = operations.toSorted((a, b) => stepOf(a) - stepOf(b));

describe.each(ordered)('$name', (operation) => {
  it('answers its golden request as documented', async () => {
    const answer = operation.addressFrom
      ? await uploaded(typeOf(operation))
      : await world.call(operation, requestOf(operation));
    const { status, body, bytes, headers } = answer;
    expect(body?.errors).toBeUndefined();
    expect(operation.successStatuses).toContain(status);
    if (operation.answerKind === 'bytes') {
      expect([headers.get('content-type'), bytes.length > 44]).toEqual(['audio/wav', true]);
      return;
    }
    expect(v.safeParse(operation.response, body).issues).toBeUndefined();
    keep(operation, answer);
    if (operation.name === 'runVoiceSettingTask') known['voice-tasks'] = body.data.id;
  });
});

const rowOf = (type: string, verb: string) =>
  operations.find((row) => plainRow(row)?.type === type && plainRow(row)?.verb === verb);

/** Types that are created, and found in a list and by their id afterwards. */
const kept = operations.flatMap((create) => {
  const plain = plainRow(create);
  const list = plain?.verb === 'create' ? rowOf(plain.type, 'list') : undefined;
  // Multicasts answer that they are being sent.
  return plain && list && plain.type !== 'user-multicasts'
    ? [{ type: plain.type, create, list, get: rowOf(plain.type, 'get') }]
    : [];
});
/** Lists that show what is created only with a parameter. */
const shownBy: Readonly<Record<string, Record<string, string>>> = {
  'messaging-attachments': { 'filter[include-pending]': 'true' },
  'messaging-bulk-attachments': { 'filter[include-pending]': 'true' },
  'messaging-bulk-messages': { 'include-posted': 'true' },
  'user-devices': { 'all-users': 'true' },
};
/** A second one of these has to differ from the first, or would be the first again. */
const differing: Readonly<Record<string, Record<string, unknown>>> = {
  'messaging-plugins': { name: 'another' },
  'app-credentials': { 'app-name': 'another.app' },
};

describe.each(kept)('$type', ({ type, create, list, get }) => {
  it('what is created is first in the list, and found by its id as it was sent', async () => {
    const request = requestOf(create);
    const body = structuredClone(request.body) as { data: { attributes: Record<string, unknown> } };
    Object.assign(body.data.attributes, differing[type]);
    const made = (await world.call(create, { body })).body;
    const { id } = made.data ?? made;
    const query = { ...Object(requestOf(list).query), ...shownBy[type] };
    for (const [name, value] of Object.entries(body.data.attributes)) {
      if (Object.hasOwn(query, name)) query[name] = value;
    }
    const { body: page } = await world.call(list, { query });
    const ids = page.data.map((item: { id: string }) => item.id);
    if (made.data?.attributes) expect(page.data).toContainEqual(made.data);
    expect(ids).toContain(id);
    if (!get) return;
    const { body: found } = await world.call(get, { params: { id } });
    expect([found.data.type, found.data.id]).toEqual([type, id]);
    if (made.data?.attributes) expect(found.data).toEqual(made.data);
  });
});

const paged = operations.filter(({ paging, path }) => paging && !path.includes(':id'));

it.each(paged)('$name shows all exactly once, in their order, whatever the page', async (operation) => {
  const query = { ...Object(requestOf(operation).query), ...shownBy[typeOf(operation)] };
  const ask = async (limit: number, offset: number) => {
    const page = { 'page[limit]': String(limit), 'page[offset]': String(offset) };
    const { body } = await world.call(operation, { query: { ...query, ...page } });
    return body.data.map(({ id }: { id: string }) => id);
  };
  const most = operation.paging!.maxLimit;
  const all = [];
  for (let at = 0; ; at += most) {
    const page = await ask(most, at);
    all.push(...page);
    if (page.length < most) break;
  }
  const walked = [];
  const size = Math.max(1, Math.ceil(all.length / 7));
  for (let at = 0; at <= all.length; at += size) walked.push(...(await ask(size, at)));
  expect(all.length).toBeGreaterThan(0);
  expect(new Set(all).size).toBe(all.length);
  expect(walked).toEqual(all);
});

const strict = operations.filter(({ body, effect }) => body && effect !== 'incoming');

describe.each(strict)('$name', (operation) => {
  it('names the place of each mistake in its body', async () => {
    const schema = operation.body!;
    const right = golden(schema, 'full');
    const wrong = [...withUnknownField(schema, right), ...withoutRequired(schema, right)];
    expect(wrong.length).toBeGreaterThan(0);
    for (const { name, value } of wrong) {
      const { status, body } = await world.call(operation, { ...requestOf(operation), body: value });
      expect(status, name).toBe(400);
      const places = body.errors.map((error: { source: { pointer: string } }) => error.source.pointer);
      expect(places).toContain(`/${name.replaceAll('.', '/')}`);
    }
  });
});

it.each(operations.filter(({ query }) => query))(
  '$name refuses a parameter that it does not know',
  async (operation) => {
    const { status, body } = await world.call(operation, {
      ...requestOf(operation),
      query: { ...Object(requestOf(operation).query), unheard_of: '1' },
    });
    expect([status, body.errors[0].source]).toEqual([400, { parameter: 'unheard_of' }]);
  },
);
