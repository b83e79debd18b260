import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../../server/gateway/metrics/metrics.ts';

const deploy = join(import.meta.dirname, '../../deploy');
const read = (name: string) => readFileSync(join(deploy, name), 'utf8');

interface Named {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What an expression names: its metrics, and every label in it. @throws Error for what Prometheus could not read */
function namesIn(expression: string): {
  readonly metrics: readonly Named[];
  readonly grouped: readonly string[];
} {
  const metrics: { metric: string; labels: string[] }[] = [];
  const grouped: string[] = [];
  parser.parse(expression).iterate({
    enter({ name, from, to, node }) {
      const text = expression.slice(from, to);
      if (node.type.isError) throw new Error(`not PromQL at ${from}: ${expression}`);
      if (name === 'Identifier') metrics.push({ metric: text, labels: [] });
      if (name !== 'LabelName') return;
      if (node.parent?.name === 'GroupingLabels') grouped.push(text);
      else metrics.at(-1)?.labels.push(text);
    },
  });
  return { metrics, grouped };
}

/** Labels that Prometheus itself adds. */
const added = ['job', 'instance'];

/** All metrics, with those that a histogram consists of, and their labels. */
async function existing(): Promise<ReadonlyMap<string, readonly string[]>> {
  const metrics = createMetrics('1');
  const all = new Map<string, readonly string[]>([['up', added]]);
  for (const [name, labels] of await metrics.names()) {
    all.set(name, [...labels, ...added]);
    for (const end of ['count', 'sum', 'bucket']) all.set(`${name}_${end}`, [...labels, ...added, 'le']);
  }
  metrics.close();
  return all;
}

/** What is wrong with an expression. */
function problemsOf(expression: string, all: ReadonlyMap<string, readonly string[]>): string[] {
  const { metrics, grouped } = namesIn(expression);
  const known = metrics.flatMap(({ metric }) => all.get(metric) ?? []);
  return [
    ...(metrics.length === 0 ? [`names no metric: ${expression}`] : []),
    ...metrics.flatMap(({ metric, labels }) => {
      const own = all.get(metric);
      if (!own) return [`there is no ${metric}`];
      return labels.filter((label) => !own.includes(label)).map((label) => `${metric} has no ${label}`);
    }),
    ...grouped
      .filter((label) => !known.includes(label))
      .map((label) => `nothing has ${label}: ${expression}`),
  ];
}

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: { readonly summary: string; readonly what: string };
    }[];
  }[];
}

interface Dashboard {
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}

/** Names in braces, as Grafana and Prometheus fill them in. */
const filledIn = (text: string) =>
  [...text.matchAll(/\{\{ ?(?:\$labels\.)?(\w+) ?\}\}/g)].map(([, name = '']) => name);

const rules = (parse(read('prometheus/alerts.yml')) as Rules).groups.flatMap((group) => group.rules);
const panels = (JSON.parse(read('grafana/dashboard.json')) as Dashboard).panels;
const targets = panels.flatMap((panel) => panel.targets);

test('alerts and the dashboard name only metrics and labels that exist', async () => {
  const all = await existing();
  const expressions = [...rules.map(({ expr }) => expr), ...targets.map(({ expr }) => expr)];
  expect(expressions.flatMap((expression) => problemsOf(expression, all))).toEqual([]);
  expect(expressions.length).toBeGreaterThan(25);
});

test('what is filled in is a label of the expression', async () => {
  const texts = [
    ...rules.map(({ expr, annotations }) => [expr, `${annotations.summary} ${annotations.what}`] as const),
    ...targets.map(({ expr, legendFormat }) => [expr, legendFormat] as const),
  ];
  const all = await existing();
  const missing = texts.flatMap(([expr, text]) => {
    const { metrics, grouped } = namesIn(expr);
    const kept = grouped.length > 0 ? grouped : metrics.flatMap(({ metric }) => all.get(metric) ?? []);
    return filledIn(text)
      .filter((name) => !kept.includes(name))
      .map((name) => `${name}: ${expr}`);
  });
  expect(missing).toEqual([]);
});

test('every metric of the gateway is shown or watched', async () => {
  const named = [...rules, ...targets].flatMap(({ expr }) =>
    namesIn(expr).metrics.map(({ metric }) => metric),
  );
  const own = [...(await existing()).keys()].filter((name) => /^dashboard_(?!info)/.test(name));
  const base = (name: string) => name.replace(/_(count|sum|bucket)$/, '');
  const shown = new Set(named.map(base));
  expect(own.filter((name) => !shown.has(base(name)))).toEqual([]);
});

test('a name or label that does not exist is found', async () => {
  const all = await existing();
  expect(problemsOf('rate(dashboard_http_request_total[5m])', all)).toEqual([
    'there is no dashboard_http_request_total',
  ]);
  expect(problemsOf('dashboard_ledger_entries{person="a"}', all)).toEqual([
    'dashboard_ledger_entries has no person',
  ]);
  expect(problemsOf('sum by (path) (dashboard_event_streams)', all)).toEqual([
    'nothing has path: sum by (path) (dashboard_event_streams)',
  ]);
  expect(() => problemsOf('sum by (', all)).toThrow('not PromQL');
});

test('panels have ids and titles of their own', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
});
