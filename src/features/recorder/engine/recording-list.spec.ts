import { beforeEach, expect, test } from 'vitest';
import { memoryStorage } from '../spool/shared-memory.ts';
import { UploadBench, userUuid } from '../testing/upload-bench.ts';
import { SettingsStore } from './recorder-settings.ts';
import { RecordingList } from './recording-list.ts';

const hourMs = 3_600_000;
let bench: UploadBench;
let settings: SettingsStore;
let list: RecordingList;

beforeEach(() => {
  bench = new UploadBench();
  settings = new SettingsStore(memoryStorage());
  list = new RecordingList({ ...bench, settings }, () => undefined);
  list.switchTo(userUuid);
});

async function uploaded(id: string, hoursAgo: number, owner = userUuid): Promise<void> {
  await bench.record(id, 50);
  const row = await bench.spool.update(id, {
    status: 'uploaded',
    uploadedAt: new Date(Date.now() - hoursAgo * hourMs).toISOString(),
  });
  bench.spool.rows.set(id, { ...row, userUuid: owner });
}

const left = () => [...bench.spool.rows.keys()];

test('a recording goes after its owner’s grace period, whoever is signed in', async () => {
  settings.change('owner-of-week', { graceHours: 7 * 24 });
  await uploaded('mine-new', 23);
  await uploaded('mine-old', 25);
  await uploaded('kept-for-a-week', 25, 'owner-of-week');
  await uploaded('week-is-over', 8 * 24, 'owner-of-week');
  await list.clean(undefined);
  expect(left()).toEqual(['mine-new', 'kept-for-a-week']);
});

test('“as soon as it is there” keeps the one that is shown', async () => {
  settings.change(userUuid, { graceHours: 0 });
  await uploaded('shown', 1);
  await uploaded('other', 1);
  await list.clean('shown');
  expect(left()).toEqual(['shown']);
});

test('what the server has not fully received stays, however old it is', async () => {
  settings.change(userUuid, { graceHours: 0 });
  await bench.record('a', 50, '2020-01-01T00:00:00.000Z');
  await list.clean(undefined);
  expect(left()).toEqual(['a']);
});
