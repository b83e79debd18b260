import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { storeTimes } from '../../data/store-times.ts';
import type { MeasuredRequest, Meter } from './meter.ts';
import { operationLabels, streams } from './operation-labels.ts';

/** What is read when someone asks for it. */
export interface MeasuredState {
  /** Pages that are connected. */
  streams(): number;
  ledger(): Promise<readonly { readonly system: string; readonly state: string; readonly entries: number }[]>;
  /** The least that is left of a connection's monthly quota, from 0 to 1, by system. */
  connectionQuota(): Promise<ReadonlyMap<string, number>>;
  /** What is left of this minute's requests at Claritalk's token endpoint, from 0 to 1. */
  tokenBudget(): number;
  isReady(): Promise<boolean>;
}

export interface Metrics extends Meter {
  /** Tells it where to read. */
  observe(state: MeasuredState): void;
  /** Everything as text, and its media type. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
  /** Of everything that is measured, for whoever checks what others name. */
  names(): Promise<ReadonlyMap<string, readonly string[]>>;
  close(): void;
}

/** In seconds. Most requests take milliseconds; exports and uploads up to a minute. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const storeBuckets = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1];
const prefix = 'dashboard_';

/** Two minutes are kept: a scrape a minute misses nothing, and several scrapers see the same. */
const windowMs = 60_000;

/** The least of a share in the current minute and the one before. */
class Least {
  readonly #now: () => number;
  #minute = 0;
  #current = new Map<string, number>();
  #before = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  note(name: string, share: number): void {
    this.#turn();
    this.#current.set(name, Math.min(share, this.#current.get(name) ?? 1));
  }

  read(): ReadonlyMap<string, number> {
    this.#turn();
    const least = new Map(this.#before);
    for (const [name, share] of this.#current) least.set(name, Math.min(share, least.get(name) ?? 1));
    return least;
  }

  #turn(): void {
    const minute = Math.floor(this.#now() / windowMs);
    if (minute === this.#minute) return;
    this.#before = minute === this.#minute + 1 ? this.#current : new Map();
    this.#current = new Map();
    this.#minute = minute;
  }
}

/** Measures for Prometheus. Labels are bounded: systems, operations of the contract, states; nothing about people. */
export function createMetrics(version: string, now: () => number = Date.now): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const labelsOf = operationLabels();
  const left = new Least(now);
  let state: MeasuredState | undefined;

  const requests = new Counter({
    name: `${prefix}http_requests_total`,
    help: 'Requests to the gateway.',
    labelNames: ['system', 'operation', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: `${prefix}http_request_duration_seconds`,
    help: 'Time from the head of a request to the end of its response; streams are left out.',
    labelNames: ['system', 'operation'],
    buckets: requestBuckets,
    registers,
  });
  const upstream = new Histogram({
    name: `${prefix}upstream_request_duration_seconds`,
    help: 'Time until a system has sent the head of its response, or did not.',
    labelNames: ['system', 'outcome'],
    buckets: requestBuckets,
    registers,
  });
  const uploads = new Counter({
    name: `${prefix}upload_bytes_total`,
    help: 'Bytes of files that a system has received.',
    labelNames: ['system'],
    registers,
  });
  const webhooks = new Counter({
    name: `${prefix}webhooks_total`,
    help: 'Deliveries of webhooks, by what became of them.',
    labelNames: ['system', 'result'],
    registers,
  });
  const stores = new Histogram({
    name: `${prefix}store_duration_seconds`,
    help: 'Time that a statement of a database takes, and the disk for a commit.',
    labelNames: ['store', 'kind'],
    buckets: storeBuckets,
    registers,
  });
  const gauge = (
    name: string,
    help: string,
    labelNames: readonly string[],
    read: (
      from: MeasuredState,
      set: (labels: Record<string, string>, value: number) => void,
    ) => void | Promise<void>,
  ) =>
    new Gauge({
      name: prefix + name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        if (state) await read(state, (labels, value) => this.set(labels, value));
      },
    });
  const each = (
    shares: ReadonlyMap<string, number>,
    set: (labels: Record<string, string>, share: number) => void,
  ) => {
    for (const [system, share] of shares) set({ system }, share);
  };
  gauge('event_streams', 'Pages that are connected for events.', [], (from, set) => set({}, from.streams()));
  gauge('ready', '1 when it can do its work, see /readyz.', [], async (from, set) =>
    set({}, Number(await from.isReady())),
  );
  gauge('ledger_entries', 'Entries of the ledger.', ['system', 'state'], async (from, set) => {
    for (const { system, state: name, entries } of await from.ledger()) set({ system, state: name }, entries);
  });
  gauge(
    'quota_left_ratio',
    'The least that a system said is left of a rate limit, in the last one to two minutes.',
    ['system'],
    (_from, set) => each(left.read(), set),
  );
  gauge(
    'connection_quota_left_ratio',
    'The least that is left of the monthly quota of a connection.',
    ['system'],
    async (from, set) => each(await from.connectionQuota(), set),
  );
  gauge(
    'token_budget_left_ratio',
    'What is left of this minute’s requests at Claritalk’s token endpoint.',
    [],
    (from, set) => set({}, from.tokenBudget()),
  );
  new Gauge({ name: `${prefix}info`, help: 'The version.', labelNames: ['version'], registers }).set(
    { version },
    1,
  );

  const onStore = storeTimes.listen(({ store, kind, seconds }) => stores.observe({ store, kind }, seconds));
  return {
    request(given: MeasuredRequest) {
      const labels = labelsOf(given);
      requests.inc({ ...labels, status: String(given.status) });
      if (labels.operation !== streams) durations.observe({ ...labels }, given.seconds);
    },
    upstream: (system, outcome, seconds) => upstream.observe({ system, outcome }, seconds),
    quotaLeft: (system, share) => left.note(system, share),
    uploaded: (system, bytes) => uploads.inc({ system }, bytes),
    webhook: (system, result) => webhooks.inc({ system, result }),
    observe(from) {
      state = from;
    },
    async text() {
      return { type: registry.contentType, body: await registry.metrics() };
    },
    async names() {
      const all = await registry.getMetricsAsJSON();
      return new Map(all.map(({ name }) => [name, namesOf(registry.getSingleMetric(name))]));
    },
    close() {
      onStore.end();
      registry.clear();
    },
  };
}

/** The library keeps the names of labels where its types do not show them. */
function namesOf(metric: object | undefined): readonly string[] {
  const names: unknown = metric && Reflect.get(metric, 'labelNames');
  return Array.isArray(names) ? names.map(String) : [];
}
