import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RetentionRule } from '#contract/gateway/retention.ts';
import { leasesIn } from '../../data/leases.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { workPlan } from '../../data/work-plan.ts';
import { openAuditLog } from '../elevation/audit-log.ts';
import { auditPlan } from '../elevation/audit-tables.ts';
import { createLogger } from '../http/log.ts';
import { refusal } from '../http/refusal.ts';
import { Seal } from '../sessions/sealed.ts';
import type { OneMeeting } from './listed-meeting.ts';
import type { RetentionMeetings } from './meetings.ts';
import { Retention } from './retention.ts';
import { RetentionStore } from './retention-store.ts';
import { retentionPlan } from './retention-tables.ts';

const day = 24 * 60 * 60 * 1000;
const admin = { uuid: 'ada', name: 'Ada', email: 'ada@sandbox.test' };
const rules: readonly RetentionRule[] = [{ kind: 'draft', after: { amount: 90, unit: 'days' } }];

/** A Claritalk that counts what is deleted. */
class Meetings {
  readonly rows = new Map<string, OneMeeting>();
  readonly deletions: string[] = [];
  /** At which deletion the gateway dies, and whether Claritalk has it by then. */
  death: { readonly at: number; readonly isDone: boolean } | undefined;

  constructor(count: number) {
    for (let number = 0; number < count; number += 1) {
      const at = Date.now() - 200 * day + number;
      const id = `meeting-${number}`;
      const facts = { typeId: undefined, teamIds: [], dossier: null, owner: null, language: 'nl' };
      this.rows.set(id, { id, name: id, status: 'draft', createdAt: at, changedAt: at, ...facts });
    }
  }

  readonly api: RetentionMeetings = {
    page: async (offset) => [...this.rows.values()].slice(offset, offset + 100),
    read: async (id) => this.rows.get(id),
    delete: async (id) => {
      const dies = this.deletions.length + 1 === this.death?.at;
      if (!dies || this.death?.isDone) {
        this.deletions.push(id);
        this.rows.delete(id);
      }
      // Nobody is there any longer to hear of it.
      if (dies) await new Promise(() => undefined);
      return true;
    },
  };
}

describe.each(engines)('retention on %s', (engine) => {
  const place = emptyPlace(engine);
  let now = Date.now();

  /** A gateway: on PostgreSQL it has connections of its own, on SQLite the files are opened again. */
  async function gateway(meetings: Meetings) {
    const databases = place.open();
    const store = new RetentionStore(await databases.open(retentionPlan), new Seal('a secret', 'retention'));
    const leases = leasesIn(await databases.open(workPlan), () => now);
    const audit = openAuditLog(await databases.open(auditPlan));
    const log = createLogger('silent');
    const retention = new Retention({ store, audit, leases, log, meetings: () => meetings.api });
    const state = async (id: string) => (await store.view(id))?.state;
    return { databases, store, retention, state };
  }

  async function listed({ store, retention, state }: Awaited<ReturnType<typeof gateway>>) {
    const id = randomUUID();
    expect(await retention.list(id, () => store.begin(id, admin, rules))).toBe(true);
    await expect.poll(() => state(id)).toBe('listed');
    return id;
  }

  test.each([
    ['before Claritalk has it', false],
    ['after Claritalk has done it', true],
  ])(
    'a gateway is killed at a deletion, %s: nothing is deleted twice, nothing beyond the list',
    async (_, isDone) => {
      const meetings = new Meetings(7);
      const first = await gateway(meetings);
      const id = await listed(first);
      // New since: on no list.
      const added = { ...([...meetings.rows.values()][0] ?? expect.fail()), id: 'new', name: 'new' };
      meetings.rows.set('new', added);
      meetings.death = { at: 4, isDone };
      expect(await first.retention.run(id, admin, () => first.store.run(id, admin))).toBe(true);
      await expect.poll(async () => (await first.store.view(id))?.counts.deleting).toBe(1);
      await expect.poll(() => meetings.deletions.length).toBe(isDone ? 4 : 3);
      if (engine === 'sqlite') await first.databases.close();

      const second = await gateway(meetings);
      // As long as the one before may be alive, nobody touches its work.
      await second.retention.look();
      expect(await second.state(id)).toBe('running');
      expect(await second.retention.run(id, admin, () => second.store.run(id, admin))).toBe(false);
      now += 15_001;
      await second.retention.look();
      expect(await second.store.view(id)).toMatchObject({
        state: 'stopped',
        problem: { code: 'retention-interrupted' },
        counts: { deleted: 3, deleting: 1, listed: 3 },
      });
      meetings.death = undefined;
      expect(await second.retention.run(id, admin, () => second.store.run(id, admin))).toBe(true);
      await expect.poll(() => second.state(id)).toBe('done');
      expect((await second.store.view(id))?.counts).toEqual({ deleted: 7 });
      expect(meetings.deletions.toSorted()).toEqual(
        [0, 1, 2, 3, 4, 5, 6].map((number) => `meeting-${number}`),
      );
      expect([...meetings.rows.keys()]).toEqual(['new']);
    },
  );

  test('what Claritalk had no time to delete is read again before it is tried again: what changed by then stays', async () => {
    const meetings = new Meetings(3);
    const one = await gateway(meetings);
    const id = await listed(one);
    const { api } = meetings;
    let refusals = 0;
    const busy = async (meeting: string) => {
      if (refusals > 0) return api.delete(meeting);
      refusals += 1;
      const row = meetings.rows.get(meeting) ?? expect.fail();
      meetings.rows.set(meeting, { ...row, changedAt: Date.now() });
      throw refusal('upstream-waits', { system: 'Claritalk' }, { 'retry-after': '1' });
    };
    Object.assign(meetings, { api: { ...api, delete: busy } });
    expect(await one.retention.run(id, admin, () => one.store.run(id, admin))).toBe(true);
    await expect.poll(() => one.state(id)).toBe('done');
    expect((await one.store.view(id))?.counts).toEqual({ changed: 1, deleted: 2 });
    expect(meetings.deletions).toEqual(['meeting-1', 'meeting-2']);
  });

  test('a list that could not be begun keeps nobody waiting', async () => {
    const one = await gateway(new Meetings(1));
    const failing = one.retention.list(randomUUID(), () => Promise.reject(new Error('full')));
    await expect(failing).rejects.toThrow('full');
    await listed(one);
  });

  test('a gateway that is killed while it writes a list leaves none that could be carried out', async () => {
    const meetings = new Meetings(3);
    const first = await gateway(meetings);
    const id = randomUUID();
    const forever = { ...meetings.api, page: () => new Promise<never>(() => undefined) };
    Object.assign(meetings, { api: forever });
    expect(await first.retention.list(id, () => first.store.begin(id, admin, rules))).toBe(true);
    if (engine === 'sqlite') await first.databases.close();
    const second = await gateway(meetings);
    now += 15_001;
    await second.retention.look();
    expect(await second.state(id)).toBe('failed');
    expect(await second.retention.run(id, admin, () => second.store.run(id, admin))).toBe(false);
    expect(meetings.deletions).toEqual([]);
  });
});
