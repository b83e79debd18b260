/**
 * Writes the document of operations of each connected system in docs/, and compares: `npx vitest run contract/connected -u`
 * after a row was changed.
 */
import { describe, expect, it } from 'vitest';
import type { ConnectedOperation, System } from '../system.ts';
import { connectedSystems } from './table.ts';

type Cells = readonly string[];

const head: Cells = ['operation', 'request', 'effect', 'who', 'place', 'source', 'guard'];

const whoIs = { member: 'members', admin: 'admins', nobody: 'nobody' } as const;

function requestOf({ method, upstreamMethod, path, addressFrom }: ConnectedOperation): string {
  const notes = [
    ...(method === upstreamMethod ? [] : [`${method} at the gateway`]),
    ...(addressFrom ? [`to where ${addressFrom.operation} says`] : []),
  ];
  return [`\`${upstreamMethod} ${path}\``, ...notes].join(', ');
}

const cellsOf = (row: ConnectedOperation): Cells => [
  row.name,
  requestOf(row),
  row.effect,
  whoIs[row.who],
  row.place,
  row.source,
  row.guards.join(', '),
];

/** Returns a table whose columns are aligned. */
function tableOf(rows: readonly Cells[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: Cells) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const groups = (operations: readonly ConnectedOperation[]) => [
  ...new Set(operations.map(({ resource }) => resource)),
];

function documentOf(system: System, operations: readonly ConnectedOperation[]): string {
  const intro = `# Operations of ${system.name}

Every row of contract/${system.id}/table.ts: what is sent to ${system.name}, what it does, who may ask for it, where in the
dashboard it is used, where we know it from, and what guards it. All of them but those for nobody are in the API console of
the connection. \`contract/connected/documents.spec.ts\` writes this file.
`;
  const tables = groups(operations).map(
    (resource) =>
      `\n## ${resource}\n\n${tableOf(operations.filter((row) => row.resource === resource).map(cellsOf))}\n`,
  );
  return intro + tables.join('');
}

describe.each(connectedSystems)('$system.name', ({ system, operations }) => {
  it('is written down', async () => {
    const document = documentOf(system, operations);
    await expect(document).toMatchFileSnapshot(`../../docs/operations-${system.id}.md`);
  });
});
