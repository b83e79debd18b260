import * as v from 'valibot';
import { expect } from 'vitest';
import { findOperation } from '#contract/connected/table.ts';
import { fillPath, queryString } from '#contract/match.ts';
import { type ConnectedOperation, isPathGuessed } from '#contract/system.ts';
import { withoutFields } from '#contract/without-fields.ts';
import type { Request } from '../../sandboxes/lib/testing/system-world.ts';
import { withTexts } from '../connections/media/with-texts.ts';
import { type Passage, sandboxKeys } from './walk-world.ts';

/** Headers that are the page's or the gateway's own business. */
const ownHeaders = ['cookie', 'origin', 'idempotency-key', 'x-reason', 'sec-fetch-site', 'referer'];

const pairs = (query: string) => [...new URLSearchParams(query)].map(([name, value]) => `${name}=${value}`);

/** The request arrived once, as it was sent: method, path, query, body and key, and nothing of the person's. */
export function expectArrived(operation: ConnectedOperation, request: Request, { arrived }: Passage): void {
  expect(arrived).toHaveLength(1);
  const { method, url = '', headers = {}, body = Buffer.alloc(0) } = arrived[0] ?? {};
  const [path, query = ''] = url.split('?');
  expect(`${method} ${path}`).toBe(
    `${operation.upstreamMethod} /systems/${operation.system}${fillPath(operation.path, request.params)}`,
  );
  expect(pairs(query).toSorted()).toEqual(pairs(queryString(request.query)).toSorted());
  expect(body.length === 0 ? undefined : JSON.parse(body.toString('utf8'))).toEqual(request.body);
  expect(Object.keys(headers).filter((name) => ownHeaders.includes(name))).toEqual([]);
  const { authorization, 'x-claap-key': claapKey } = headers;
  const key = sandboxKeys[operation.system];
  expect([authorization, claapKey]).toEqual(
    operation.system === 'claap'
      ? [undefined, key]
      : [operation.system === 'courier' ? `Bearer ${key}` : key, undefined],
  );
}

/** The answer is one that the row documents, as the system gave it but for what stays in the gateway. */
export function expectTold(operation: ConnectedOperation, { answer, told }: Passage): void {
  const [{ status, body, bytes } = {}] = told;
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(operation.successStatuses).toContain(answer.status);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  if (operation.answerKind === 'bytes') {
    expect(answer.bytes.equals(bytes ?? Buffer.alloc(0))).toBe(true);
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    return;
  }
  const shown = withoutFields(body, operation.redact);
  // Addresses of files are replaced by references, each of which is new.
  const named = (value: unknown, address: RegExp) =>
    withTexts(value, operation.media, (text) => text.replace(address, 'a file'));
  expect(named(answer.body, /^\/connected\/\w+\/media\/[\w-]{60,}$/)).toEqual(named(shown, /^https?:.*/));
  expect(v.safeParse(operation.response, answer.body).issues).toBeUndefined();
}

/** The row's answer is an error: the system's status and words in the gateway's form. */
export function expectRefused(
  operation: ConnectedOperation,
  { answer, told }: Passage,
  said: string | undefined,
): void {
  const [{ status = 0 } = {}] = told;
  expect(findOperation(operation.system, operation.name)).toBe(operation);
  expect(said, JSON.stringify(told)).toEqual(expect.stringMatching(/\S/));
  expect(answer.status).toBe(status < 400 ? 422 : status);
  const code = status === 404 && isPathGuessed(operation) ? 'path-or-item-unknown' : 'upstream-refused';
  expect(answer.body.refusal).toMatchObject({ code, values: { said } });
}
