import { Random } from '../random.ts';
import type { Fault } from '../stack.ts';

/** What happens to the browser or to the recorder's tab. */
export type Accident = 'kill' | 'crash' | 'close' | 'reload';

export type TroubleKind = 'unplugged' | 'full' | 'offline' | 'expired' | 'signed-out';

/** Something that happens while recording: from `at`, for `forMs`; milliseconds since the recording began. */
export interface Trouble {
  readonly kind: TroubleKind | 'pause';
  readonly at: number;
  readonly forMs: number;
}

/** One recording and what goes wrong with it. */
export interface Plan {
  readonly seed: number;
  /** How long to record, in milliseconds, unless an accident comes first. */
  readonly recordMs: number;
  readonly troubles: readonly Trouble[];
  /** An accident while recording, in milliseconds since it began, or while uploading, since it was stopped. */
  readonly accident:
    | { readonly kind: Accident; readonly during: 'recording' | 'upload'; readonly at: number }
    | undefined;
  /** How the server fails during the upload. */
  readonly faults: readonly Fault[];
  /** What else happens when the upload begins, and for how long. */
  readonly uploadTroubles: readonly { readonly kind: TroubleKind; readonly forMs: number }[];
}

/** Draws a scenario. The same seed gives the same one. */
export function drawPlan(seed: number): Plan {
  const random = new Random(seed);
  const recordMs = random.between(1500, 2800);
  const during = (kind: Trouble['kind'], longest: number): Trouble => ({
    kind,
    at: random.between(200, recordMs - 300),
    forMs: random.between(Math.min(200, longest), longest),
  });
  const troubles: Trouble[] = [];
  if (random.chance(0.3)) troubles.push(during('unplugged', 0));
  if (random.chance(0.3)) troubles.push(during('full', 1500));
  if (random.chance(0.25)) troubles.push(during('offline', 1500));
  if (random.chance(0.2)) troubles.push(during('pause', 500));
  if (random.chance(0.15)) troubles.push(during('expired', 0));
  if (random.chance(0.1)) troubles.push(during('signed-out', 0));
  troubles.sort((one, other) => one.at - other.at);

  const faults: Fault[] = [];
  const times = () => random.between(1, 2);
  if (random.chance(0.3)) faults.push({ operation: 'uploadAudioChunk', status: 503, times: times() });
  if (random.chance(0.3)) faults.push({ operation: 'uploadAudioChunk', retryAfter: 1, times: 1 });
  if (random.chance(0.35)) {
    const afterProcessing = random.chance(0.7);
    faults.push({ operation: 'uploadAudioChunk', drop: true, times: times(), afterProcessing });
  }
  if (random.chance(0.2)) {
    faults.push({ operation: 'saveMeeting', drop: true, times: 1, afterProcessing: random.chance(0.7) });
  }
  if (random.chance(0.15)) faults.push({ operation: 'saveMeeting', status: 503, times: 1 });
  if (random.chance(0.15)) faults.push({ operation: 'getMeeting', status: 503, times: 1 });

  const uploadTroubles: { kind: TroubleKind; forMs: number }[] = [];
  const atUpload = (kind: TroubleKind, longest: number) => ({
    kind,
    forMs: random.between(Math.min(200, longest), longest),
  });
  if (random.chance(0.2)) uploadTroubles.push(atUpload('offline', 1500));
  if (random.chance(0.2)) uploadTroubles.push(atUpload('expired', 0));
  if (random.chance(0.1)) uploadTroubles.push(atUpload('full', 1500));

  const accident = random.chance(0.6)
    ? random.chance(0.5)
      ? { during: 'recording' as const, at: random.between(1200, recordMs) }
      : { during: 'upload' as const, at: random.between(0, 800) }
    : undefined;
  const kind = random.pick(['kill', 'kill', 'crash', 'close', 'reload']);
  return { seed, recordMs, troubles, accident: accident && { kind, ...accident }, faults, uploadTroubles };
}

/** How many kinds of things there are that can go wrong in a scenario. */
const kindsOfHappenings = 26;

/** How many scenarios there are to choose from. */
const drawn = 100;

/**
 * Draws scenarios from this seed on and takes, one after the other, the one in which most goes wrong that went wrong in
 * none before.
 *
 * @returns few scenarios in which everything that can go wrong does, in different company from seed to seed.
 */
export function coveringPlans(seed: number): Plan[] {
  const candidates = Array.from({ length: drawn }, (_, index) => drawPlan(seed + index));
  const seen = new Set<string>();
  const news = (plan: Plan) => new Set(happenings(plan).filter((kind) => !seen.has(kind))).size;
  const plans: Plan[] = [];
  while (seen.size < kindsOfHappenings) {
    const best = candidates.reduce((one, other) => (news(other) > news(one) ? other : one));
    if (news(best) === 0) throw new Error(`only ${seen.size} kinds of happenings were drawn`);
    for (const kind of happenings(best)) seen.add(kind);
    plans.push(best);
  }
  return plans;
}

/** What goes wrong in a scenario. A trouble that would begin after the accident does not come. */
function happenings({ recordMs, troubles, accident, faults, uploadTroubles }: Plan): string[] {
  const end = accident?.during === 'recording' ? accident.at : recordMs;
  return [
    ...troubles.filter(({ at }) => at < end).map(({ kind }) => kind),
    accident ? `${accident.kind} during ${accident.during}` : 'no accident',
    ...faults.map(describeFault),
    ...uploadTroubles.map(({ kind }) => `${kind} at upload`),
  ];
}

function describeFault({ operation, status, retryAfter, afterProcessing }: Fault): string {
  const what = status ?? (retryAfter !== undefined ? 429 : afterProcessing ? 'answer lost' : 'dropped');
  return `${operation} ${what}`;
}

/** A scenario in a line. */
export function describePlan({ recordMs, troubles, accident, faults, uploadTroubles }: Plan): string {
  const fault = (one: Fault) => `${describeFault(one)}${one.times === 1 ? '' : ` ×${one.times}`}`;
  const parts = [
    ...troubles.map(({ kind, at }) => `${kind} at ${at}`),
    accident?.during === 'recording' ? `${accident.kind} at ${accident.at}` : `stop at ${recordMs}`,
    ...faults.map(fault),
    ...uploadTroubles.map(({ kind }) => `${kind} at upload`),
    ...(accident?.during === 'upload' ? [`${accident.kind} ${accident.at} after`] : []),
  ];
  return parts.join(', ');
}
