import * as contract from '#contract/gateway/retention.ts';
import { type Action, action } from '../elevation/action.ts';
import { refusal } from '../http/refusal.ts';
import type { Retention } from './retention.ts';
import type { RetentionStore } from './retention-store.ts';

/** A list that could be carried out longer ago than this says too little about today. */
const validMs = contract.retentionListDays * 24 * 60 * 60 * 1000;

/** What admins do with retention, and what is therefore in the audit log. */
export function retentionActions(store: RetentionStore, retention: Retention): readonly Action[] {
  const viewOf = async (id: string) => {
    const view = await store.view(id);
    if (!view) throw refusal('retention-list-missing', {});
    return view;
  };
  const saveRules = action({
    operation: contract.saveRetentionRules,
    name: 'saveRetentionRules',
    alone: true,
    target: (_params, { rules }) => `${rules.length} rules`,
    async run(_context, _params, { rules, version, noticeDays }) {
      const saved = await store.saveRules(rules, version, noticeDays);
      if (saved === undefined) throw refusal('retention-rules-changed', {});
      // Nobody wants any longer what is being done.
      await retention.stopAll({ code: 'retention-rules-changed', values: {} });
      return { status: 200, body: { version: saved } };
    },
  });
  const setHold = action({
    operation: contract.setRetentionHold,
    name: 'setRetentionHold',
    alone: true,
    target: (_params, { dossier }) => dossier,
    async run({ caller }, _params, { dossier, held, name, reason }) {
      if (held) await store.hold(dossier, caller, { name, reason });
      else await store.release(dossier);
      return { status: 204, body: undefined };
    },
  });
  const list = action({
    operation: contract.listRetention,
    name: 'listRetention',
    alone: true,
    target: (_params, { id }) => id,
    async run({ caller }, _params, { id }) {
      const known = await store.view(id);
      if (known) return { status: 200, body: known };
      const { rules, noticeDays } = await store.rules();
      if (rules.length === 0) throw refusal('retention-no-rules', {});
      const begun = await retention.list(id, () => store.begin(id, caller, rules, noticeDays));
      if (!begun) throw refusal('retention-busy', {});
      return { status: 200, body: await viewOf(id) };
    },
  });
  const run = action({
    operation: contract.runRetention,
    name: 'runRetention',
    alone: true,
    target: ({ id }) => id,
    async run({ caller }, { id }, { digest, count }) {
      const view = await viewOf(id);
      const left = (view.counts.listed ?? 0) + (view.counts.deleting ?? 0);
      // Asked again, because the response was lost.
      if (view.state === 'running' || (view.state === 'done' && view.digest === digest))
        return { status: 200, body: view };
      if (view.digest !== digest || left !== count) throw refusal('retention-list-differs', {});
      const from = Date.parse(view.runsFrom);
      if (from > Date.now()) throw refusal('retention-notice', { date: view.runsFrom.slice(0, 10) });
      if (from + validMs < Date.now()) throw refusal('retention-list-old', {});
      const { rules } = await store.rules();
      if (JSON.stringify(rules) !== JSON.stringify(view.rules)) throw refusal('retention-rules-changed', {});
      const begun = await retention.run(id, caller, () => store.run(id, caller));
      if (!begun) throw refusal('retention-busy', {});
      return { status: 200, body: await viewOf(id) };
    },
  });
  const stop = action({
    operation: contract.stopRetention,
    name: 'stopRetention',
    alone: false,
    target: ({ id }) => id,
    async run({ caller }, { id }) {
      await viewOf(id);
      await retention.stop(id, { code: 'retention-stopped', values: { name: caller.name || caller.uuid } });
      return { status: 200, body: await viewOf(id) };
    },
  });
  return [saveRules, setHold, list, run, stop];
}
