import { describe, expect, test, vi } from 'vitest';
import { beginFresh, openTab, record, settle, userUuid, world } from '../testing/engine-world.ts';
import { LeaveGuard } from './leave-guard.ts';

beginFresh();

describe('a page that falls asleep', () => {
  test('lets another tab upload what it was uploading, once, and continues when it wakes', async () => {
    const tab = await openTab();
    await record(tab);
    world.server.fail('sendChunk', { kind: 'network', hang: true });
    await tab.engine.stop();
    await settle(2_000);
    expect(tab.recordings()[0]?.upload?.phase).toBe('sending');
    tab.engine.rest();
    const other = await openTab();
    await settle(20_000);
    expect(other.recordings()[0]?.upload?.phase).toBe('uploaded');
    await tab.engine.resumePending(userUuid);
    await settle(1_000);
    expect(tab.recordings()[0]?.upload?.phase).toBe('uploaded');
    expect([...world.server.meetings.values()].map(({ finalisations }) => finalisations)).toEqual([1]);
  });

  test('continues on its own where there is no other tab', async () => {
    const tab = await openTab();
    await record(tab);
    world.server.fail('sendChunk', { kind: 'network', hang: true });
    await tab.engine.stop();
    await settle(2_000);
    tab.engine.rest();
    await settle(60_000);
    expect(tab.recordings()[0]?.stored.status).toBe('sealed');
    await tab.engine.resumePending(userUuid);
    await settle(5_000);
    expect(tab.recordings()[0]?.stored.status).toBe('uploaded');
  });
});

test('a page is kept awake while it must be, once, and not any longer', () => {
  const letSleep = vi.fn();
  const keepAwake = vi.fn(() => letSleep);
  const guard = new LeaveGuard(new EventTarget(), keepAwake);
  guard.guard(true, false);
  expect(keepAwake).not.toHaveBeenCalled();
  guard.guard(true, true);
  guard.guard(true, true);
  expect([keepAwake.mock.calls.length, letSleep.mock.calls.length]).toEqual([1, 0]);
  guard.guard(true, false);
  guard.guard(false, false);
  expect([keepAwake.mock.calls.length, letSleep.mock.calls.length]).toEqual([1, 1]);
  guard.guard(false, true);
  expect(keepAwake).toHaveBeenCalledTimes(2);
});
