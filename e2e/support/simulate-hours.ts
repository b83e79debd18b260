import type { BrowserContext, Page } from '@playwright/test';

interface Simulation {
  /** Feeds so many hours of sound to the recorder that runs, as fast as the disk takes them. */
  run(hours: number): Promise<{ slices: number; bytes: number }>;
}

type Simulating = Window & { readonly simulation: Simulation };

/**
 * Lets hours pass for the recorder in minutes. Encoder and audio clock are the browser's until `simulateHours`; then
 * the clusters that it made come again and again, with their timestamps moved on and the audio clock with them.
 * Everything behind the encoder is the product as it is built.
 */
export async function prepareSimulation(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    /** Slices at once: with more, the clock would run so far ahead of them that the encoder seemed stuck. */
    const atOnce = 2;
    const patienceMs = 30_000;
    const [segmentId, clusterId, timestampId] = [0x18538067, 0x1f43b675, 0xe7];
    let skippedMs = 0;
    let running: MediaRecorder | undefined;

    const { get: now } = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'currentTime') ?? {};
    Object.defineProperty(BaseAudioContext.prototype, 'currentTime', {
      get(this: BaseAudioContext) {
        return Number(now?.call(this)) + skippedMs / 1000;
      },
    });

    /** What the encoder said and nobody was given yet, and the clusters of what was given. */
    let waiting = new Uint8Array();
    const clusters: Uint8Array[] = [];
    const handOver = (bytes: Uint8Array<ArrayBuffer>) =>
      running?.dispatchEvent(new BlobEvent('dataavailable', { data: new Blob([bytes]) }));

    /** Hands whole clusters over: the browser cuts its slices anywhere. */
    function take(bytes: Uint8Array): void {
      const all = new Uint8Array([...waiting, ...bytes]);
      const starts = clusterStarts(all);
      const end = starts.at(-1) ?? 0;
      for (const [index, start] of starts.entries()) {
        const next = starts[index + 1];
        if (next !== undefined) clusters.push(all.slice(start, next));
      }
      if (end > 0) handOver(all.slice(0, end));
      waiting = all.slice(end);
    }

    /** Bytes of a variable-length number by its first one. */
    const lengthOf = (first = 0) => Math.clz32(first) - 23;
    const uint = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

    function clusterStarts(bytes: Uint8Array): number[] {
      const starts: number[] = [];
      for (let at = 0; at < bytes.length; ) {
        const idEnd = at + lengthOf(bytes[at]);
        const sizeLength = lengthOf(bytes[idEnd]);
        // The rest has not come yet.
        if (idEnd + sizeLength > bytes.length) break;
        const id = uint(bytes.subarray(at, idEnd));
        if (id === clusterId) starts.push(at);
        const size = uint(bytes.subarray(idEnd, idEnd + sizeLength)) - 2 ** (7 * sizeLength);
        at = idEnd + sizeLength + (id === segmentId || id === clusterId ? 0 : size);
      }
      return starts;
    }

    /** Where in a cluster its timestamp stands. */
    function timestampPlace(cluster: Uint8Array): { start: number; end: number; ms: number } {
      const start = 4 + lengthOf(cluster[4]);
      if (cluster[start] !== timestampId) throw new Error('a cluster without its timestamp');
      const end = start + 2 + ((cluster[start + 1] ?? 0) & 0x7f);
      return { start, end, ms: uint(cluster.subarray(start + 2, end)) };
    }

    function withTimestamp(cluster: Uint8Array, ms: number): Uint8Array<ArrayBuffer> {
      const { start, end } = timestampPlace(cluster);
      const timestamp = [timestampId, 0x84, ms >>> 24, (ms >>> 16) & 255, (ms >>> 8) & 255, ms & 255];
      return new Uint8Array([...cluster.subarray(0, start), ...timestamp, ...cluster.subarray(end)]);
    }

    let taking = Promise.resolve();
    window.MediaRecorder = class extends MediaRecorder {
      constructor(stream: MediaStream, options?: MediaRecorderOptions) {
        super(stream, options);
        running = this;
        this.addEventListener('dataavailable', (event) => {
          if (!event.isTrusted) return;
          event.stopImmediatePropagation();
          if (skippedMs > 0) return;
          const reading = event.data.arrayBuffer();
          taking = taking.then(async () => take(new Uint8Array(await reading)));
        });
      }
    };

    const request = <T>(pending: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        pending.onsuccess = () => resolve(pending.result);
        pending.onerror = () => reject(pending.error);
      });

    async function openSpool(): Promise<IDBDatabase> {
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
      return request(indexedDB.open(names.find((name) => name.includes('recorder')) ?? ''));
    }

    async function slicesIn(spool: IDBDatabase): Promise<number> {
      const rows = await request(spool.transaction('recordings').objectStore('recordings').getAll());
      return (rows as { sliceCount: number }[])[0]?.sliceCount ?? 0;
    }

    async function untilStored(spool: IDBDatabase, slices: number): Promise<void> {
      const since = performance.now();
      while ((await slicesIn(spool)) < slices) {
        if (performance.now() - since > patienceMs)
          throw new Error(`the disk has not taken ${slices} slices`);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }

    const simulation: Simulation = {
      async run(hours) {
        if (!running) throw new Error('nothing is being recorded');
        running.pause();
        await taking;
        const templates = clusters.map((cluster) => ({ cluster, ...timestampPlace(cluster) }));
        // The length of a cluster is known from the next one's beginning.
        const lengths = templates.slice(1).map(({ ms }, index) => ms - (templates[index]?.ms ?? ms));
        if (lengths.length < 5) throw new Error('too little sound to repeat');
        let clockMs = templates.at(-1)?.ms ?? 0;
        clockMs += lengths[0] ?? 0;
        const endMs = clockMs + hours * 3_600_000;
        const spool = await openSpool();
        const before = await slicesIn(spool);
        let [slices, bytes] = [0, 0];
        while (clockMs < endMs) {
          const template = templates[slices % lengths.length];
          const lengthMs = lengths[slices % lengths.length];
          if (!template || !lengthMs) throw new Error('an empty cluster');
          const data = withTimestamp(template.cluster, clockMs);
          handOver(data);
          slices += 1;
          bytes += data.length;
          skippedMs += lengthMs;
          clockMs += lengthMs;
          if (slices % atOnce === 0) await untilStored(spool, before + slices);
        }
        spool.close();
        return { slices, bytes };
      },
    };
    Object.assign(window, { simulation });
  });
}

export function simulateHours(page: Page, hours: number): Promise<{ slices: number; bytes: number }> {
  return page.evaluate((long) => (window as unknown as Simulating).simulation.run(long), hours);
}
