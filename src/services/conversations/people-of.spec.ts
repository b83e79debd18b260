import { describe, expect, it } from 'vitest';
import { normaliseOperator } from '#src/api/chat2desk/operators.ts';
import { normaliseUser } from '#src/api/claritalk/users.ts';
import { peopleOf } from './people-of.ts';

const operator = (id: number, email: string) =>
  normaliseOperator({ id, email, first_name: 'An', last_name: `No ${id}` }) ?? expect.fail();
const user = (uuid: string, email: string) => normaliseUser({ uuid, email, name: uuid }) ?? expect.fail();

describe('who an operator is', () => {
  const operators = [operator(1, 'An@Firm.test'), operator(2, 'ben@firm.test'), operator(3, 'an@firm.test')];
  const users = [user('an', 'an@firm.test'), user('ben', 'ben@firm.test'), user('cleo', 'cleo@firm.test')];
  const namesOf = (links: ReadonlyMap<string, number>) =>
    [...peopleOf(operators, users, links)].map(([id, people]) => [
      id,
      people.map((one) => `${one.user.uuid}${one.linked ? ' by an admin' : ''}`),
    ]);

  it('is the person with the same address, of two operators with one address the first', () => {
    expect(namesOf(new Map())).toEqual([
      [1, ['an']],
      [2, ['ben']],
    ]);
  });

  it('is whom an admin linked, who is nobody else then', () => {
    const links = new Map([
      ['ben', 1],
      ['cleo', 2],
    ]);
    expect(namesOf(links)).toEqual([
      [1, ['an', 'ben by an admin']],
      [2, ['cleo by an admin']],
    ]);
  });
});
