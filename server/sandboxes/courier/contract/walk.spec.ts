import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadMessagingAttachment } from '#contract/courier/attachments.ts';
import { operations } from '#contract/courier/table.ts';
import { golden, withoutRequired, withUnknownField } from '#contract/testing/golden.ts';
import { SystemWorld } from '../../lib/testing/system-world.ts';
import { courier } from '../courier.ts';
import { token } from '../credentials.ts';
import { lookAround } from './known.ts';
import { keptTypes, pagedRows, Walk, walked } from './walk.ts';

const world = new SystemWorld(courier, { authorization: `Bearer ${token}` }, { callSound: true });
/** Where files go, by the ids of what was announced. */
const targets = new Map<string, { 'upload-url': string; 'upload-data': Record<string, string> }>();
let walk: Walk;

beforeAll(async () => {
  await world.start();
  const way = {
    async call(...asked: Parameters<SystemWorld['call']>) {
      const answer = await world.call(...asked);
      const made = answer.body?.data ?? answer.body;
      if (made?.['upload-url']) targets.set(made.id, made);
      return answer;
    },
    /** As the answer to the first step wants it. */
    upload(_: unknown, id: string) {
      const target = targets.get(id)!;
      const form = new FormData();
      for (const [name, value] of Object.entries(target['upload-data'])) form.set(name, value);
      form.set('file', new Blob(['a file']), 'text');
      return world.send(target['upload-url'], { method: 'POST', body: form });
    },
  };
  walk = new Walk(way, lookAround(world.dataDir));
});
afterAll(() => world.destroy());

describe.each(walked)('$name', (operation) => {
  it('answers its golden request as documented', async () => {
    const { status, body, bytes, headers } = await walk.step(operation);
    expect(body?.errors).toBeUndefined();
    expect(operation.successStatuses).toContain(status);
    if (operation.answerKind === 'bytes') {
      const isFile = operation.name === downloadMessagingAttachment.name;
      expect(headers.get('content-type')).toBe(isFile ? 'application/pdf' : 'audio/wav');
      expect(bytes.length).toBeGreaterThan(isFile ? 5 : 44);
      return;
    }
    expect(v.safeParse(operation.response, body).issues).toBeUndefined();
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

it.each(pagedRows)('$name shows all exactly once, in their order, whatever the page', async (operation) => {
  const { all, small } = await walk.pages(operation);
  expect(all.length).toBeGreaterThan(0);
  expect(new Set(all).size).toBe(all.length);
  expect(small).toEqual(all);
});

const strict = operations.filter(({ body, effect }) => body && effect !== 'incoming');

describe.each(strict)('$name', (operation) => {
  it('names the place of each error in its body', async () => {
    const schema = operation.body!;
    const right = golden(schema, 'full');
    const wrong = [...withUnknownField(schema, right), ...withoutRequired(schema, right)];
    expect(wrong.length).toBeGreaterThan(0);
    for (const { name, value } of wrong) {
      const { status, body } = await world.call(operation, { ...walk.requestOf(operation), body: value });
      expect(status, name).toBe(400);
      const places = body.errors.map((error: { source: { pointer: string } }) => error.source.pointer);
      expect(places).toContain(`/${name.replaceAll('.', '/')}`);
    }
  });
});

it.each(operations.filter(({ query }) => query))(
  '$name refuses a parameter that it does not know',
  async (operation) => {
    const request = walk.requestOf(operation);
    const { status, body } = await world.call(operation, {
      ...request,
      query: { ...Object(request.query), unheard_of: '1' },
    });
    expect([status, body.errors[0].source]).toEqual([400, { parameter: 'unheard_of' }]);
  },
);
