import { placeholdersOf, problemOfPath, setPath } from '#contract/gateway/connection-paths.ts';
import { type ConnectedOperation, isPathGuessed, type SystemId } from '#contract/system.ts';
import { type Action, action } from '../../elevation/action.ts';
import { organisationOf } from '../../elevation/members.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { type ConnectionActionsOptions, type ConnectionContext, offeredOf } from '../actions.ts';
import type { OfferedSystem } from '../offered.ts';
import { takenBy } from './taken.ts';

/** Operations whose path is not certain and that someone may ask for. */
export const guessedRows = ({ operations }: OfferedSystem): readonly ConnectedOperation[] =>
  operations.filter((row) => row.proxied && isPathGuessed(row));

/** @throws Refusal with 404 */
function guessedRow(offered: OfferedSystem, name: string): ConnectedOperation {
  const row = guessedRows(offered).find((one) => one.name === name);
  if (!row) throw new Refusal(404, 'There is no operation with this name whose path is not certain.');
  return row;
}

/** @throws Refusal for a text that cannot be the path of this row. */
function checkPath(
  { system, operations }: OfferedSystem,
  set: ReadonlyMap<string, string>,
  row: ConnectedOperation,
  path: string,
): void {
  const problem = problemOfPath(path, row.path);
  if (problem === 'malformed') throw refusal('path-malformed', {});
  if (problem) throw refusal('path-placeholders', { names: placeholdersOf(row.path).join(', ') || '–' });
  const taken = takenBy(operations, set, row, path);
  if (taken) throw refusal('path-taken', { system: system.name, title: taken.title });
}

/** Where the server of an organisation has what the documentation has lost. In the audit log, with the path. */
export function pathActions(options: ConnectionActionsOptions): readonly Action<ConnectionContext>[] {
  const { offered, store, call } = options;
  const find = (id: SystemId) => offeredOf(offered, id);
  return [
    action({
      operation: setPath,
      name: 'setPath',
      alone: false,
      target: ({ system, operation }) => `${find(system).system.name}: ${operation}`,
      async run({ caller }: ConnectionContext, { system: id, operation }, { path, seen }) {
        const system = find(id);
        const row = guessedRow(system, operation);
        const organisation = await organisationOf(call, caller.token);
        const { name } = system.system;
        if (!(await store.find(organisation, id))) throw refusal('not-connected', { system: name });
        // The usual one is not set: it follows the table.
        const wanted = path === row.path ? null : path;
        await store.paths.set({ organisation, system: id, operation }, wanted, (set) => {
          if (wanted !== null) checkPath(system, set, row, wanted);
          const now = set.get(row.name) ?? null;
          if (now !== seen && now !== wanted) throw refusal('connection-changed', { system: name });
        });
        return { status: 204, body: undefined };
      },
    }),
  ];
}
