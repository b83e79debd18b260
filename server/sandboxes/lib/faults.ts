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
    ],
    'needs operation (a name from the contract), times, and one of status, delayMs, drop, retryAfter',
  );
};

export type Fault = v.InferOutput<ReturnType<typeof faultBody>>;

/** The fault switch: makes the next calls of an operation fail, in the order in which faults were added. */
export class Faults {
  #queue: Fault[] = [];

  add(fault: Fault): void {
    this.#queue.push({ ...fault });
  }

  /** Takes the fault for the next call of an operation, if there is one. */
  next(operation: string): Fault | undefined {
    const fault = this.#queue.find((candidate) => candidate.operation === operation);
    if (!fault) return undefined;
    fault.times--;
    if (fault.times === 0) this.#queue = this.#queue.filter((candidate) => candidate !== fault);
    return fault;
  }

  left(): readonly Fault[] {
    return this.#queue;
  }

  clear(): void {
    this.#queue = [];
  }
}
