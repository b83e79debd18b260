import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courier } from '#contract/courier/system.ts';
import { operations } from '#contract/courier/table.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { golden, withoutRequired, withUnknownField } from '#contract/testing/golden.ts';
import { lookAround } from '../../../sandboxes/courier/contract/known.ts';
import { keptTypes, pagedRows, Walk, walked } from '../../../sandboxes/courier/contract/walk.ts';
import type { Answer, Request } from '../../../sandboxes/lib/testing/system-world.ts';
import { connectedUpstream } from '../../../upstreams/connected.ts';
import { expectArrived, expectRefused, expectTold } from '../../testing/expect-passed.ts';
import { type Passage, WalkWorld } from '../../testing/walk-world.ts';
import { isOfChannels } from '../courier/scopes.ts';

let world: WalkWorld;
let walk: Walk;
/** Individual of the person who asks. */
let own: string | undefined;
/** What the row that was walked last was asked with, and how it went. */
let latest: { readonly request: Request; readonly passage: Passage };

beforeAll(async () => {
  world = await WalkWorld.start();
  const known = lookAround(world.dataDir);
  own = known.owner;
  walk = new Walk({ call, upload }, known);
});
afterAll(() => world.stop());

const reason = { 'x-reason': encodeURIComponent('Een klacht') };
const pdf = { bytes: new TextEncoder().encode('%PDF-1.7, a file'), type: 'application/pdf' };

/** As the gateway's own rules want it: observing has a reason and an end within the hour, purging two admins. */
async function call(operation: ConnectedOperation, given: Request): Promise<Answer> {
  const isObserved = operation.guards.includes('observing');
  const body = isObserved ? endingSoon(given.body) : given.body;
  // Who looks at a channel is said by the gateway.
  const isLooking = isOfChannels(operation.name) && operation.actsAs?.in === 'query';
  const query =
    isLooking && own !== undefined ? Object.assign({ 'individual-id': own }, given.query) : given.query;
  const request = { ...given, body, ...(query ? { query } : {}) };
  const asked = { ...request, ...(isObserved ? { headers: reason } : {}) };
  if (operation.guards.includes('two-admins')) await world.pass(operation, { ...asked, who: 'bea' });
  latest = { request, passage: await world.pass(operation, asked) };
  return latest.passage.answer;
}

async function upload(operation: ConnectedOperation, id: string): Promise<Answer> {
  const request = { params: { id } };
  latest = { request, passage: await world.pass(operation, { ...request, file: pdf }) };
  return latest.passage.answer;
}

function endingSoon(body: unknown): unknown {
  const until = new Date(Date.now() + 30 * 60_000).toISOString();
  return body && JSON.parse(JSON.stringify(body), (name, value) => (name === 'valid-until' ? until : value));
}

const forwarded = walked.filter(({ proxied }) => proxied);
const rows = forwarded.filter(({ addressFrom }) => !addressFrom);
const readError = connectedUpstream(courier, operations).readError;

describe.each(forwarded)('$name', (operation) => {
  it('arrives as it was sent, and its documented answer comes back', async () => {
    await walk.step(operation);
    const { request, passage } = latest;
    if (!operation.addressFrom) {
      expectArrived(operation, request, passage);
      expectTold(operation, passage);
      return;
    }
    const [{ url = '', headers = {}, body = Buffer.alloc(0) } = {}] = passage.arrived;
    expect([url, headers.authorization]).toEqual([
      `/systems/courier/uploads/${operation.path.split('/')[2]}/${request.params?.id}/`,
      undefined,
    ]);
    const type = String(headers['content-type']);
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    expect(form.get('signature')).toEqual(expect.stringMatching(/^[\w-]{36}$/));
    const file = form.get('file');
    expect(file instanceof File && [file.type, await file.text()]).toEqual([pdf.type, '%PDF-1.7, a file']);
    expect(operation.successStatuses).toContain(passage.answer.status);
  });
});

describe.each(keptTypes)('$type', (kept) => {
  it('what is created is in the list, and found by its id as it was sent', async () => {
    const { made, page, found } = await walk.createdAndFound(kept);
    expect(page.data.map(({ id }: { id: string }) => id)).toContain(made.id);
    if (made.attributes) expect(page.data).toContainEqual(made);
    if (!kept.get) return;
    expect([found.data.type, found.data.id]).toEqual([kept.type, made.id]);
    if (made.attributes) expect(found.data).toEqual(made);
  });
});

it.each(pagedRows)('$name shows all exactly once, whatever the page', async (operation) => {
  const { all, small } = await walk.pages(operation);
  expect(all.length).toBeGreaterThan(0);
  expect(small).toEqual(all);
});

const nowhere = '99999999-9999-4999-8999-999999999999';

describe.each(rows.filter(({ errors }) => errors.length > 0))('$name', (operation) => {
  it('says in Courier’s own words what is wrong', async () => {
    const request = walk.requestOf(operation);
    const body = Object(request.body);
    if (operation.params) {
      const inside = body.data?.id === undefined ? body : { data: { ...body.data, id: nowhere } };
      await call(operation, {
        ...request,
        params: { id: nowhere },
        ...(request.body ? { body: inside } : {}),
      });
    } else {
      await world.fault(operation, operation.errors[0]?.status ?? 400);
      await call(operation, request);
    }
    const [{ status = 0, body: told } = {}] = latest.passage.told;
    expect([400, 404]).toContain(status);
    expectRefused(operation, latest.passage, readError?.(status, told)?.said);
  });
});

describe.each(rows.filter(({ body, query }) => body ?? query))('$name', (operation) => {
  it('is not sent with what it does not know, or without what it needs', async () => {
    const request = walk.requestOf(operation);
    const schema = operation.body;
    const right = schema && golden(schema, 'full');
    // One of each kind: that the schema refuses all is the contract's own test.
    const [unknown] = schema ? withUnknownField(schema, right) : [];
    const [lacking] = schema ? withoutRequired(schema, right) : [];
    const wrong = [unknown, lacking].filter((one) => one !== undefined);
    const bodies = wrong.map(({ value }) => ({ ...request, body: value }));
    const queries = operation.query
      ? [{ ...request, query: { ...Object(request.query), unheard_of: '1' } }]
      : [];
    for (const asked of [...bodies, ...queries]) {
      const { answer, arrived } = await world.pass(operation, { ...asked, headers: reason });
      expect(answer.status).toBe(400);
      expect(answer.body.refusal.code).toMatch(/^field-(unknown|invalid)$/);
      expect(arrived).toEqual([]);
    }
  });
});

it('a file goes nowhere once it has come, and what others call or nobody may see never goes', async () => {
  for (const operation of forwarded.filter(({ addressFrom }) => addressFrom)) {
    await upload(operation, walk.requestOf(operation).params?.id ?? '');
    expect([latest.passage.told[0]?.status, latest.passage.answer.status]).toEqual([403, 403]);
  }
  for (const operation of walked.filter(({ proxied }) => !proxied)) {
    const { answer, arrived } = await world.pass(operation, walk.requestOf(operation));
    expect([answer.status, arrived]).toEqual([404, []]);
  }
});
