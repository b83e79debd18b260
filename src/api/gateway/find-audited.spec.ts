import { afterEach, expect, it, vi } from 'vitest';
import { LossyServer } from '../testing/lossy-server.ts';
import { findAudited } from './find-audited.ts';

afterEach(() => vi.unstubAllGlobals());

const since = Date.parse('2026-03-01T10:00:00Z');
const at = (ms: number) => new Date(since + ms).toISOString();
let asked: string[];

function noted(...entries: readonly object[]) {
  asked = [];
  new LossyServer((_method, path) => {
    asked.push(path);
    return { entries: entries.map((entry, id) => ({ id, action: 'updateUser', ...entry })), more: false };
  });
}

const look = () =>
  findAudited({ action: 'updateUser', actor: 'ada' }, ({ target }) => target === 'nora', since, undefined);

it.each([
  ['done', { found: undefined }],
  ['refused', 'absent'],
  ['failed', 'untold'],
  ['unknown', 'untold'],
  [null, 'unseen'],
] as const)('takes the outcome %s of the same request for %s', async (outcome, finding) => {
  noted({ at: at(5), target: 'wim', outcome: 'done' }, { at: at(-500), target: 'nora', outcome });
  expect(await look()).toEqual(finding);
  expect(asked).toEqual(['/admin/audit?action=updateUser&actor=ada&limit=200']);
});

it('finds nothing that was requested earlier, or by others', async () => {
  noted({ at: at(0), target: 'wim', outcome: 'done' }, { at: at(-10_000), target: 'nora', outcome: 'done' });
  expect(await look()).toBe('absent');
});
