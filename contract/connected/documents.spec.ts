/**
 * Writes the document of operations of each connected system in docs/, and compares: `npx vitest run contract/connected -u`
 * after a row was changed.
 */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ConnectedOperation, isPathGuessed, type System, type SystemId } from '../system.ts';
import { consoleOnly } from './console-only.ts';
import { connectedSystems } from './table.ts';

type Cells = readonly string[];

const head: Cells = ['operation', 'request', 'effect', 'who', 'place', 'source', 'guard', 'tests'];

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const pages = globSync('e2e/**/*.e2e.ts', { cwd: root })
  .toSorted()
  .map((path) => ({
    name: path.split('/').at(-1)?.split('.')[0] ?? '',
    words: new Set(read(path).split(/\W+/)),
  }));

/** What calls all rows of a system in its sandbox. */
const walks: Readonly<Record<SystemId, string>> = {
  chat2desk: 'testing/rows.spec.ts',
  claap: 'contract/claap.spec.ts',
  courier: 'contract/walk.spec.ts',
};
const walksOf = ({ id }: System) => [
  `server/sandboxes/${id}/${walks[id]}`,
  `server/gateway/connections/walk/${id}.spec.ts`,
];

/** The walks, and the end-to-end tests that name it. */
const testsOf = ({ name, proxied }: ConnectedOperation): string =>
  [
    'sandbox',
    ...(proxied ? ['walk'] : []),
    ...pages.filter(({ words }) => words.has(name)).map((page) => `\`${page.name}\``),
  ].join(', ');

const whoIs = { member: 'members', admin: 'admins', nobody: 'nobody' } as const;

function requestOf(row: ConnectedOperation): string {
  const { method, upstreamMethod, path, addressFrom } = row;
  const notes = [
    ...(isPathGuessed(row) ? ['path not certain'] : []),
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
  testsOf(row),
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

const uncertain = `

Where the path is not certain the documentation has lost it, and a server may name it otherwise: then the response says so, and
an admin sets the right one on the page of the connection, under Paths.`;

const groups = (operations: readonly ConnectedOperation[]) => [
  ...new Set(operations.map(({ resource }) => resource)),
];

function documentOf(system: System, operations: readonly ConnectedOperation[]): string {
  const [sandbox, walk] = walksOf(system);
  const intro = `# Operations of ${system.name}

Every row of contract/${system.id}/table.ts: what is sent to ${system.name}, what it does, who may ask for it, where in the
dashboard it is used, where we know it from, and what guards it. All of them but those for nobody are in the API console of
the connection. \`contract/connected/documents.spec.ts\` writes this file.${operations.some(isPathGuessed) ? uncertain : ''}

Tests: sandbox is \`${sandbox}\`, which calls every row there; walk is \`${walk}\`, which
calls every row that is forwarded through the gateway; the others are end-to-end tests that call it by name.
`;
  const tables = groups(operations).map(
    (resource) =>
      `\n## ${resource}\n\n${tableOf(operations.filter((row) => row.resource === resource).map(cellsOf))}\n`,
  );
  const reasons = operations.flatMap(({ name, place }) =>
    place === 'console' ? [`- \`${name}\`: ${consoleOnly[name] ?? ''}`] : [],
  );
  const ending = reasons.length === 0 ? '' : `\n## Only in the API console\n\n${reasons.join('\n')}\n`;
  return intro + tables.join('') + ending;
}

describe.each(connectedSystems)('$system.name', ({ system, operations }) => {
  it('has tests that call all of its rows', () => {
    for (const file of walksOf(system)) {
      const text = read(file);
      const words = new Set(text.split(/\W+/));
      const isTable = /describe\.each\((operations|walked|forwarded)\b/.test(text);
      // Uploads are called at the address that another row gives.
      const named = operations.filter(({ proxied, addressFrom }) => proxied && !addressFrom);
      const missing = named.filter(({ name }) => !words.has(name));
      expect(isTable ? [] : missing.map(({ name }) => name), file).toEqual([]);
    }
  });

  it('is written down', async () => {
    const document = documentOf(system, operations);
    await expect(document).toMatchFileSnapshot(`../../docs/operations-${system.id}.md`);
  });
});
