import { expect, it } from 'vitest';
import { withFreshRows } from './live-rows.ts';
import { normaliseMeetingPage } from './meetings-normalise.ts';
import { normaliseMeeting } from './whole-meeting.ts';

const page = (...rows: [id: string, status: string][]) =>
  normaliseMeetingPage(
    rows.map(([id, status]) => ({ id, status })),
    '9',
    2,
  );

it('changes the rows that it was given, and no others', () => {
  const before = page(['a', 'finished'], ['b', 'processing']);
  const fresh = page(['new', 'draft'], ['b', 'finished']).items;
  const after = withFreshRows(before, fresh);
  expect(after.items.map(({ id, status }) => `${id} ${status}`)).toEqual(['a finished', 'b finished']);
  expect(after.items[0]).toBe(before.items[0]);
  expect(withFreshRows(after, fresh)).toBe(after);
});

it('takes over no more of a whole meeting than a list shows', () => {
  const before = page(['b', 'processing']);
  const [row] = withFreshRows(before, [normaliseMeeting({ id: 'b', status: 'finished' }, 'b')]).items;
  expect(row).toEqual({ ...before.items[0], status: 'finished' });
});
