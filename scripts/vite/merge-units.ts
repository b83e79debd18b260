/** Modules that the same roots (modules that are imported when they are needed) lead to: they always arrive together. */
export interface Unit {
  readonly modules: readonly string[];
  /** The roots that lead to it, themselves included. */
  readonly roots: ReadonlySet<string>;
  /** Characters of code. */
  readonly size: number;
}

export interface ModuleGraph {
  readonly modules: Iterable<string>;
  readonly roots: Iterable<string>;
  imports(id: string): readonly string[];
  size(id: string): number;
  /** How often a root is opened, beside the others. */
  weight(root: string): number;
}

/** What one more file costs, in characters of code: its request, its messages between processes, its own compression. */
const fileCost = 9_000;

/**
 * Divides modules into files: first those that always arrive together, then, two by two, those whose joining saves more
 * in files than it costs in code that a page loads without need.
 *
 * @returns units in an order in which each imports only from earlier ones.
 */
export function mergedUnits(graph: ModuleGraph): Unit[] {
  const units = new Map<number, Unit>(unitsOf(graph).entries());
  const links = linksBetween(units, graph);
  for (;;) {
    let best: { gain: number; a: number; b: number } | undefined;
    const ids = [...units.keys()];
    for (const [index, a] of ids.entries()) {
      for (const b of ids.slice(index + 1)) {
        const gain = gainOf(get(units, a), get(units, b), graph);
        if (gain > (best?.gain ?? 0) && !wouldCircle(a, b, links)) best = { gain, a, b };
      }
    }
    if (!best) return inOrder(units, links);
    join(best.a, best.b, units, links);
  }
}

function unitsOf(graph: ModuleGraph): Unit[] {
  const rootsOf = new Map([...graph.modules].map((id) => [id, new Set<string>()]));
  for (const root of graph.roots) {
    const seen = new Set([root]);
    for (const id of seen) {
      const roots = rootsOf.get(id);
      if (!roots) continue;
      roots.add(root);
      for (const next of graph.imports(id)) seen.add(next);
    }
  }
  const byRoots = Map.groupBy(rootsOf.keys(), (id) => [...get(rootsOf, id)].sort().join('\n'));
  return [...byRoots.values()].map((modules) => ({
    modules,
    roots: get(rootsOf, modules[0] ?? ''),
    size: modules.reduce((sum, id) => sum + graph.size(id), 0),
  }));
}

/** Files that are saved, less what is loaded by roots that have no use for it. */
function gainOf(a: Unit, b: Unit, graph: ModuleGraph): number {
  let gain = 0;
  for (const root of a.roots) gain += graph.weight(root) * (b.roots.has(root) ? fileCost : -b.size);
  for (const root of b.roots) if (!a.roots.has(root)) gain -= graph.weight(root) * a.size;
  return gain;
}

type Links = Map<number, Set<number>>;

/** Which units import from which. */
function linksBetween(units: ReadonlyMap<number, Unit>, graph: ModuleGraph): Links {
  const unitOf = new Map<string, number>();
  for (const [unit, { modules }] of units) for (const id of modules) unitOf.set(id, unit);
  return new Map(
    [...units].map(([unit, { modules }]) => {
      const to = modules.flatMap((id) => graph.imports(id).map((next) => unitOf.get(next)));
      return [unit, new Set(to.filter((other) => other !== undefined && other !== unit))];
    }),
  ) as Links;
}

/** Whether one leads to the other by way of a third. */
function wouldCircle(a: number, b: number, links: Links): boolean {
  const leads = (from: number, to: number) => {
    const seen = new Set([...get(links, from)].filter((next) => next !== to));
    for (const unit of seen) for (const next of get(links, unit)) seen.add(next);
    return seen.has(to);
  };
  return leads(a, b) || leads(b, a);
}

function join(a: number, b: number, units: Map<number, Unit>, links: Links): void {
  const [one, other] = [get(units, a), get(units, b)];
  units.set(a, {
    modules: [...one.modules, ...other.modules],
    roots: new Set([...one.roots, ...other.roots]),
    size: one.size + other.size,
  });
  units.delete(b);
  const joined = new Set([...get(links, a), ...get(links, b)]);
  links.delete(b);
  links.set(a, joined);
  for (const to of links.values()) if (to.delete(b)) to.add(a);
  joined.delete(a);
}

function inOrder(units: ReadonlyMap<number, Unit>, links: Links): Unit[] {
  const ordered = new Set<number>();
  const visit = (unit: number) => {
    if (ordered.has(unit)) return;
    for (const next of get(links, unit)) visit(next);
    ordered.add(unit);
  };
  for (const unit of units.keys()) visit(unit);
  return [...ordered].map((unit) => get(units, unit));
}

function get<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`merge-units: nothing known of ${String(key)}`);
  return value;
}
