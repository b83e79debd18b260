import * as v from 'valibot';

const times = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(10_000)), 1);
/** True: the work is done first and only its answer is lost. */
const afterProcessing = v.optional(v.boolean(), false);
const natural = (maximum: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(maximum));

/** Body of `POST /sandbox/faults`, for operations with these names; those of connected systems as `chat2desk.listClients`. */
export const faultBody = (names: readonly string[]) => {
  const common = { operation: v.picklist(names, 'operation must be a name from the contract'), times };
  return v.union(
    [
      v.strictObject({
        ...common,
        status: v.pipe(v.number(), v.safeInteger(), v.minValue(400), v.maxValue(599)),
        afterProcessing,
      }),
      v.strictObject({ ...common, delayMs: natural(600_000) }),
      v.strictObject({ ...common, drop: v.literal(true), afterProcessing }),
      v.strictObject({ ...common, retryAfter: natural(86_400), afterProcessing }),
      // Until the faults are cleared.
      v.strictObject({
        operation: common.operation,
        servedAt: v.pipe(v.string(), v.regex(/^\/[\w/:.~-]+$/)),
      }),
    ],
    'needs operation (a name from the contract), times, and one of status, delayMs, drop, retryAfter, servedAt',
  );
};

type Entered = v.InferOutput<ReturnType<typeof faultBody>>;
/** A server that has an operation of a connected system at another path. */
type Moved = Extract<Entered, { servedAt: string }>;
export type Fault = Exclude<Entered, Moved>;

/** The fault switch: makes the next calls of an operation fail, in the order in which faults were added. */
export class Faults {
  #queue: Fault[] = [];
  #moved: Moved[] = [];

  add(fault: Entered): void {
    if ('servedAt' in fault) this.#moved.push(fault);
    else this.#queue.push({ ...fault });
  }

  /** The path of an operation where that is not the usual one. */
  servedAt(operation: string): string | undefined {
    return this.#moved.find((one) => one.operation === operation)?.servedAt;
  }

  get hasMoved(): boolean {
    return this.#moved.length > 0;
  }

  /** Takes the fault for the next call of an operation, if there is one. */
  next(operation: string): Fault | undefined {
    const fault = this.#queue.find((candidate) => candidate.operation === operation);
    if (!fault) return undefined;
    fault.times--;
    if (fault.times === 0) this.#queue = this.#queue.filter((candidate) => candidate !== fault);
    return fault;
  }

  left(): readonly Entered[] {
    return [...this.#queue, ...this.#moved];
  }

  clear(): void {
    this.#queue = [];
    this.#moved = [];
  }
}
