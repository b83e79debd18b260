import { expect, test } from 'vitest';
import { refusal } from '../../http/refusal.ts';
import type { AskCompany } from '../conversations/company.ts';
import type { Sought } from '../sent/find-effect.ts';
import { courierFinders } from './find-effects.ts';

const id = '11111111-1111-4111-8111-111111111111';
const sought = (path: string): Sought =>
  // What else an entry says is of no interest here.
  ({ path, body: null }) as unknown as Sought;
const saying =
  (status: string): AskCompany =>
  async () =>
    // The row types what is returned.
    ({ data: { id, attributes: { status } } }) as never;

const find = (ask: AskCompany) => courierFinders.sendUserEmail?.(ask, sought(`/v1/user-emails/${id}/send/`));

test('an e-mail that is no longer a draft was sent', async () => {
  expect(await find(saying('sent'))).toEqual({ made: id });
  expect(await find(saying('draft'))).toBe(false);
});

test.each([
  refusal('upstream-refused', { system: 'Courier', said: 'Not found.' }),
  refusal('path-or-item-unknown', { system: 'Courier', path: 'GET /v1/user-emails/:id/', said: '404' }),
])('one that is not found may have been sent: its path is not certain', async (error) => {
  expect(await find(() => Promise.reject(error))).toBeUndefined();
});
