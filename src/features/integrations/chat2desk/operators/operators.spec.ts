import { describe, expect, it } from 'vitest';
import { normaliseOperator } from '#src/api/chat2desk/operators.ts';
import { findOperators } from './find-operators.ts';
import { changesOf, fieldsOf } from './operator-form.ts';

const operator = (id: number, email: string, more: object = {}) =>
  normaliseOperator({ id, email, first_name: 'An', last_name: `No ${id}`, ...more }) ?? expect.fail();

describe('operators', () => {
  const all = [
    operator(1, 'a@firm.test', { online: 1, role: 'admin' }),
    operator(2, 'b@firm.test', { online: '0', role: 'operator' }),
    operator(3, 'null', { online: 1, role: 'operator', first_name: 'Zoë', last_name: 'null' }),
  ];
  const groups = [{ id: 7, name: 'Tax', operators: [2, 3] }];
  const found = (filter: object) =>
    findOperators(all, groups, { search: '', presence: '', role: '', group: '', ...filter }).map(
      ({ id }) => id,
    );

  it('are found by state, role, group and words, also with other accents', () => {
    expect(found({})).toEqual([1, 2, 3]);
    expect(found({ presence: 'online' })).toEqual([1, 3]);
    expect(found({ presence: 'offline' })).toEqual([2]);
    expect(found({ role: 'operator' })).toEqual([2, 3]);
    expect(found({ group: '7', presence: 'online' })).toEqual([3]);
    expect(found({ group: '8' })).toEqual([]);
    expect(found({ search: 'zoe' })).toEqual([3]);
  });

  it('have null that is text as nothing', () => {
    expect(all[2]).toMatchObject({ name: 'Zoë', email: '', lastName: '' });
  });

  it('are changed where someone changed something, and nowhere else', () => {
    const before = fieldsOf(operator(1, 'a@firm.test', { access_right_id: 5, status_id: 0 }));
    const now = { email: 'a@firm.test', firstName: 'An', lastName: 'Peeters', rights: 6, status: 0 };
    expect(changesOf(before, now)).toEqual({ lastName: 'Peeters', rights: 6 });
  });
});
