import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { createOrganisation, type NewOrganisation, type OrganisationRequest } from './organisations.ts';

const root = 'a5c1b1de-0000-4000-8000-000000000001';
const wanted: NewOrganisation = { name: 'Zuid', domain: 'zuid.test', parent_uuid: root };
const idempotencyKey: OrganisationRequest = { organisation: wanted, idempotencyKey: { key: 'k', since: 0 } };

let children: { uuid: string; name: string; domain: string }[];
let server: LossyServer;
const tree = () => [{ uuid: root, name: 'Root', children }];

beforeEach(() => {
  useQuickTime();
  children = [{ uuid: 'there', name: 'There', domain: 'there.test' }];
  server = new LossyServer((method, _path, body) => {
    if (method === 'GET') return tree();
    const { name, domain } = body as NewOrganisation;
    if (children.some((child) => child.domain === domain))
      return Response.json({ message: 'There already.' }, { status: 409 });
    children.push({ uuid: `made-${children.length}`, name, domain });
    return Response.json({ message: 'Organisation created' }, { status: 201 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const create = (given: OrganisationRequest, earlier?: OrganisationRequest) =>
  passTime(createOrganisation(new QueryClient(), given, { earlier, known: ['there'] }));

it('returns the organisation that it created, even when no response said so', async () => {
  expect(await create(idempotencyKey)).toMatchObject({
    kind: 'done',
    found: false,
    value: { uuid: 'made-1' },
  });
  children.pop();
  server.losses = ['after'];
  expect(await create(idempotencyKey)).toMatchObject({
    kind: 'done',
    found: true,
    value: { uuid: 'made-1' },
  });
  expect(await create(idempotencyKey, idempotencyKey)).toMatchObject({
    kind: 'done',
    found: true,
    value: { uuid: 'made-1' },
  });
  expect(server.sent).toHaveLength(2);
});

it('does not say that nothing was created when it is refused because an earlier try is still creating it', async () => {
  server.losses = ['before'];
  expect(await create(idempotencyKey)).toMatchObject({ kind: 'refused', looked: true });
  // It has arrived after all, and becomes visible right after the page has checked.
  let looks = 0;
  const late = new LossyServer((method) => {
    if (method !== 'GET') return Response.json({ message: 'It is being carried out.' }, { status: 409 });
    if (looks++ > 0) children = [{ uuid: 'late', name: 'Zuid', domain: 'zuid.test' }];
    return tree();
  });
  expect(await create(idempotencyKey, idempotencyKey)).toMatchObject({
    kind: 'done',
    found: true,
    value: { uuid: 'late' },
  });
  expect(late.sent).toHaveLength(1);
});

it('believes a refusal that no earlier try explains', async () => {
  const other = { ...idempotencyKey, organisation: { ...wanted, domain: 'there.test' } };
  expect(await create(other)).toMatchObject({ kind: 'refused', looked: false, error: { kind: 'conflict' } });
  expect(await create(other, idempotencyKey)).toMatchObject({ kind: 'refused', looked: false });
});
