import { expect, it } from 'vitest';
import { type Assignment, assignmentChange, assignsSomething } from './assignment.ts';

const meeting = { dossierId: 'd1', teamIds: ['t1', 't2'] };
const assign = (
  dossierId: Assignment['dossierId'],
  how: Assignment['teams']['how'] = 'leave',
  ...ids: string[]
) => ({
  dossierId,
  teams: { how, ids },
});

it.each<[Assignment, ReturnType<typeof assignmentChange>]>([
  [assign('d2'), { dossier_id: 'd2' }],
  [assign('d1'), undefined],
  [assign(null), { dossier_id: null }],
  [assign(undefined, 'add', 't2', 't3'), { team_ids: ['t1', 't2', 't3'] }],
  [assign(undefined, 'add', 't2'), undefined],
  [assign('d1', 'replace', 't2', 't1'), undefined],
  [assign('d2', 'replace'), { dossier_id: 'd2', team_ids: [] }],
])('%j saves %j', (assignment, expected) => {
  expect(assignmentChange(meeting, assignment)).toEqual(expected);
});

it('knows when there is nothing to do', () => {
  expect(assignsSomething(assign(undefined))).toBe(false);
  expect(assignsSomething(assign(undefined, 'add'))).toBe(false);
  expect(assignsSomething(assign(undefined, 'replace'))).toBe(true);
  expect(assignsSomething(assign(null))).toBe(true);
});
