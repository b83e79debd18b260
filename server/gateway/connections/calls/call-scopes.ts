import type { AskedRequest } from '../../proxy/connection.ts';
import type { ScopeRules } from '../conversations/scopes.ts';
import type { Viewer } from '../conversations/sights.ts';
import { fieldAt } from '../fields.ts';
import { type CallSight, hiddenCall } from './call-sights.ts';
import type { Calls } from './calls.ts';
import { takesPart } from './video-wire.ts';

/** Whose matter an operation is. */
type Scope =
  /** Their own: the individual is filled in, and a member cannot name another. */
  | 'self'
  /** A video call that they take part in, in the path. */
  | 'video'
  /** Someone who takes part in such a call, in the path. */
  | 'participant'
  /** People in the body, each of whom they may see, and themselves. */
  | 'people';

/**
 * Of each operation, whose matter it is. Members for whom the connection is not open are refused what is not listed
 * here, so that a new row is closed until someone decides about it.
 */
const scopes: Readonly<Record<string, Scope>> = {
  createVoiceConference: 'self',
  createVideoChannel: 'people',
  setVideoChannelReminderTimer: 'video',
  terminateVideoChannel: 'video',
  updateVideoParticipant: 'participant',
};

const maxPeople = 50;

/** Whether members may ask for an operation at all, for what they may see. */
export const hasCallScope = (operation: string): boolean => Object.hasOwn(scopes, operation);

/** Checks what a request is about. @throws Refusal for what the person may not see. */
export async function callScopeRules(calls: Calls, viewer: Viewer, asked: AskedRequest): Promise<ScopeRules> {
  const scope = scopes[asked.operation.name];
  if (scope === undefined) throw hiddenCall();
  const { organisation } = viewer.member;
  const sight = await calls.sights.of(viewer);
  const id = String(asked.params.id ?? '');
  if (scope === 'video') await mustTakePart(calls, organisation, sight, id);
  if (scope === 'participant') {
    const video = await (await calls.bookOf(organisation)).videoOf(id);
    await mustTakePart(calls, organisation, sight, video ?? '');
  }
  return {
    check: (place, values) =>
      scope === 'people' && place === 'body' ? mustSeeAll(calls, organisation, sight, values) : undefined,
    edit: (body) => body,
  };
}

/** @throws Refusal */
async function mustTakePart(
  calls: Calls,
  organisation: string,
  { individual }: CallSight,
  id: string,
): Promise<void> {
  const video = id === '' ? undefined : await (await calls.bookOf(organisation)).video(id);
  if (!video || !takesPart(video, individual)) throw hiddenCall();
}

/** @throws Refusal */
async function mustSeeAll(
  calls: Calls,
  organisation: string,
  sight: CallSight,
  body: unknown,
): Promise<void> {
  const named: unknown = fieldAt(body, 'data.attributes.participants');
  const ids: readonly unknown[] = Array.isArray(named) ? named : [];
  const { individual } = sight;
  // Nobody begins a call that they cannot end.
  if (individual === undefined || !ids.includes(individual) || ids.length > maxPeople) throw hiddenCall();
  const people = await (await calls.bookOf(organisation)).people();
  const isSeen = (id: unknown) =>
    id === individual ||
    (typeof id === 'string' && sight.seesPerson(people.of({ individual: id, phone: undefined }) ?? {}));
  if (!ids.every(isSeen)) throw hiddenCall();
  for (const other of ['subject-id', 'messaging-channel-id', 'organization-id'])
    if (fieldAt(body, `data.attributes.${other}`) !== undefined) throw hiddenCall();
}
