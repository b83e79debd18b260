import { describe, expect, test } from 'vitest';
import { connectedSystems } from '#contract/connected/table.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { golden } from '#contract/testing/golden.ts';
import { connectedUpstream } from '../../upstreams/connected.ts';
import { Refusal } from '../http/refusal.ts';
import { allowList } from '../proxy/allow-list.ts';

const traversals = [
  '.',
  '..',
  '%2e',
  '%2e%2e',
  '%252e%252e',
  '..%2f..',
  '..%5c..',
  '..\\..',
  '1/..',
  '1/../2',
  '1//2',
  '/1',
  '1%2f2',
  '1%00',
  '1%0d%0aHost:%20evil',
  '1;a=b',
  '1?a=b',
  '1#a',
  '１',
  '․․',
  '\u202e1',
  '',
  ' ',
  '1 ',
  '1'.repeat(5_000),
];

const parametersOf = ({ path }: ConnectedOperation) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
/** The path at the gateway with correct parameters, but for one. */
function pathWith({ root, path, params }: ConnectedOperation, parameter?: string, value = ''): string {
  const right = new Map<string, unknown>(Object.entries(Object(params && golden(params, 'full'))));
  const valueFor = (_: string, name: string) => (name === parameter ? value : String(right.get(name)));
  return root + path.replaceAll(/:(\w+)/g, valueFor);
}

describe.each(connectedSystems)('$system.name', ({ system, operations }) => {
  const find = allowList(connectedUpstream(system, operations));
  const rows = operations.filter((row) => row.proxied && row.path.includes(':'));
  const parameters = rows.flatMap((row) => parametersOf(row).map((parameter) => ({ row, parameter })));

  test.each(parameters)(
    '$row.name: nothing leads out of its path by way of :$parameter',
    ({ row, parameter }) => {
      const taken = traversals.filter((value) => {
        try {
          find(row.method, pathWith(row, parameter, value));
          return true;
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          return false;
        }
      });
      expect(taken).toEqual([]);
      expect(find(row.method, pathWith(row)).operation).toBe(row);
    },
  );
});
