import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { sendConnectCommand } from '#contract/claritalk/services.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields, flag, list, text, type Wire } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type PageWatch } from '../client/certain.ts';
import { type Outcome, orThrow, write } from '../client/write.ts';
import { meetingKeys } from './meetings/meetings.ts';
import type { MeetingListItem } from './meetings/meetings-normalise.ts';
import { readPage, readStatus } from './meetings/read-meetings.ts';

export type ConnectCommand = BodyOf<typeof sendConnectCommand>;

/** The documentation has two forms of the sound settings and shows neither. */
export const soundVersions = ['v2', 'v1'] as const;
export type SoundVersion = (typeof soundVersions)[number];

export interface SoundDevice {
  readonly name: string;
  /** The one in use. */
  readonly selected: boolean;
  /** The computer's own choice. */
  readonly isDefault: boolean;
}

export interface SoundSettings {
  readonly microphones: readonly SoundDevice[];
  readonly speakers: readonly SoundDevice[];
  /** The answer as received. */
  readonly raw: unknown;
}

export type DeviceKind = 'microphone' | 'speaker';

export const connectKeys = {
  all: ['connect'] as const,
  sound: (version: SoundVersion) => ['connect', 'sound', version] as const,
  /** Beneath the lists of meetings: whatever makes those stale makes these so. */
  own: (status: string) => meetingKeys.choice('own', status),
};

/** The sound settings of the person's computer. @throws ApiError with status 503 when its application is away */
export const soundSettingsOptions = (userUuid: string, version: SoundVersion) =>
  queryOptions({
    queryKey: connectKeys.sound(version),
    queryFn: ({ signal }) => readSound(userUuid, version, signal),
    // Someone is looking at the computer and the page: each try is their decision.
    retry: false,
    staleTime: 5_000,
  });

async function readSound(
  userUuid: string,
  version: SoundVersion,
  signal: AbortSignal | undefined,
): Promise<SoundSettings> {
  const action = version === 'v2' ? 'getSoundSettings_v2' : 'getSoundSettings';
  const body = { action, data: { user_id: userUuid } } as const;
  return normaliseSoundSettings(orThrow(await write(sendConnectCommand, { body, signal })));
}

const maxOwn = 100;

/** The person's own meetings of a status, newest first. */
export const ownMeetingsOptions = (userUuid: string, status: string) =>
  queryOptions({
    queryKey: connectKeys.own(status),
    queryFn: async ({ signal }) => {
      const query = { status, limit: maxOwn };
      const { items } = await readPage(query, signal);
      return items.filter(({ ownerUuid }) => ownerUuid?.toLowerCase() === userUuid.toLowerCase());
    },
    staleTime: 5_000,
  });

/** Meetings that are prepared and not recorded yet. */
export const preparedMeetingsOptions = (userUuid: string) => ownMeetingsOptions(userUuid, 'draft');

/** What is being recorded: one meeting, or none. */
export const activeRecordingsOptions = (userUuid: string) => ownMeetingsOptions(userUuid, 'recording');

export type OwnMeeting = MeetingListItem;

export const deviceCommand = (kind: DeviceKind, userUuid: string, name: string): ConnectCommand =>
  kind === 'microphone'
    ? { action: 'setMicrophone', data: { user_id: userUuid, microphone: name } }
    : // Documented with the key `microphone`, which looks like a mistake: both keys have the same value.
      { action: 'setSpeaker', data: { user_id: userUuid, microphone: name, speaker: name } };

export const recordingCommand = (
  action: 'startRecording' | 'stopRecording',
  userUuid: string,
  meetingId: string,
  online: boolean,
): ConnectCommand => ({ action, data: { user_id: userUuid, meeting_id: meetingId, online_meeting: online } });

/**
 * Has the person's desktop application do something: refused with status 503 when it is away, 409 when it is recording
 * already, 400 when it does not do it. Where the response is lost, the meeting or the sound settings show the outcome.
 */
export async function command(
  queryClient: QueryClient,
  body: ConnectCommand,
  { earlier, ...watch }: PageWatch<ConnectCommand>,
): Promise<Certain<unknown>> {
  const find = finderOf(body);
  const again = earlier !== undefined && isSameRecording(earlier, body);
  const send = async (): Promise<Outcome<unknown>> => {
    const outcome = await write(sendConnectCommand, { body });
    // It does not start or stop twice: a refusal may be caused by the previous try.
    return again && outcome.kind === 'refused' ? { kind: 'unknown', error: outcome.error } : outcome;
  };
  // The page keeps checking, and the app is visible: nobody waits for long.
  const result = await certain(send, find, { ...watch, hasty: true }, again ? find : undefined);
  const refreshed = Promise.all([
    queryClient.invalidateQueries({ queryKey: connectKeys.all }),
    'meeting_id' in body.data && queryClient.invalidateQueries({ queryKey: meetingKeys.all }),
  ]);
  // Otherwise it may have been done although no response came.
  if (result.kind === 'done') await refreshed;
  return result;
}

function isSameRecording(one: ConnectCommand, other: ConnectCommand): boolean {
  const [first, second] = [fields(one.data), fields(other.data)];
  return (
    one.action === other.action &&
    text(first.meeting_id) !== undefined &&
    text(first.meeting_id) === text(second.meeting_id)
  );
}

/** Checks whether a command was obeyed. If it is not visible, that says little: an app may take its time. */
function finderOf({ action, data }: ConnectCommand): Find<unknown> {
  const wanted = fields(data);
  const [userUuid = '', meetingId = ''] = [text(wanted.user_id), text(wanted.meeting_id)];
  return async (signal) => {
    let isSeen = false;
    if (action === 'startRecording' || action === 'stopRecording') {
      const status = await readStatus(meetingId, signal);
      isSeen = (status === 'recording') === (action === 'startRecording');
    } else {
      const { microphones, speakers } = await readSound(userUuid, 'v2', signal);
      const name = text(wanted.speaker) ?? text(wanted.microphone);
      isSeen = (action === 'setMicrophone' ? microphones : speakers).some(
        (device) => device.selected && device.name === name,
      );
    }
    return isSeen ? { found: undefined } : 'untold';
  };
}

/** Returns the devices in whatever the application sends: lists of names or of objects, and which is in use. */
export function normaliseSoundSettings(wire: unknown): SoundSettings {
  const outer = fields(wire);
  const settings = { ...outer, ...fields(outer.settings ?? outer.data) };
  return {
    microphones: devices(settings, ['microphones', 'inputs', 'input_devices'], 'microphone'),
    speakers: devices(settings, ['speakers', 'outputs', 'output_devices'], 'speaker'),
    raw: wire,
  };
}

function devices(settings: Wire, keys: readonly string[], kind: DeviceKind): SoundDevice[] {
  const current = nameOf(settings[kind] ?? settings[`current_${kind}`] ?? settings[`selected_${kind}`]);
  const found = list(keys.map((key) => settings[key]).find(Array.isArray), (item) => {
    const name = nameOf(item);
    const device = fields(item);
    if (name === undefined) return undefined;
    const selected = flag(device.selected ?? device.active ?? device.is_selected) ?? name === current;
    return { name, selected, isDefault: flag(device.is_default ?? device.default) ?? false };
  });
  const known = found.some(({ name }) => name === current);
  return current === undefined || known
    ? found
    : [{ name: current, selected: true, isDefault: false }, ...found];
}

const nameOf = (value: unknown): string | undefined => {
  const device = fields(value);
  return typeof value === 'string'
    ? text(value)
    : (text(device.name) ?? text(device.label) ?? text(device.id));
};
