import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { listMeetings, sendConnectCommand } from '#contract/claritalk.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields, flag, list, text, type Wire } from '#src/lib/reader.ts';
import { call } from './client.ts';
import { meetingKeys } from './meetings.ts';
import { type MeetingListItem, normaliseListItem } from './meetings-normalise.ts';

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
  /** The answer as it came. */
  readonly raw: unknown;
}

export type DeviceKind = 'microphone' | 'speaker';

export const connectKeys = {
  all: ['connect'] as const,
  sound: (version: SoundVersion) => ['connect', 'sound', version] as const,
  /** Beneath the lists of meetings: whatever makes those stale makes these so. */
  own: (status: string) => [...meetingKeys.lists, 'own', status] as const,
};

/** The sound settings of the person's computer. @throws ApiError with status 503 when its application is away */
export const soundSettingsOptions = (userUuid: string, version: SoundVersion) =>
  queryOptions({
    queryKey: connectKeys.sound(version),
    queryFn: async ({ signal }) => {
      const action = version === 'v2' ? 'getSoundSettings_v2' : 'getSoundSettings';
      const body = { action, data: { user_id: userUuid } } as const;
      return normaliseSoundSettings(await call(sendConnectCommand, { body, signal }));
    },
    // Somebody looks at the computer and the page at once: each try is theirs.
    retry: false,
    staleTime: 5_000,
  });

const mostOwn = 100;

/** The person's own meetings of a status, newest first. */
export const ownMeetingsOptions = (userUuid: string, status: string) =>
  queryOptions({
    queryKey: connectKeys.own(status),
    queryFn: async ({ signal }) => {
      const query = { status, limit: mostOwn };
      const meetings = list(await call(listMeetings, { query, signal }), normaliseListItem);
      return meetings.filter(({ ownerUuid }) => ownerUuid?.toLowerCase() === userUuid.toLowerCase());
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
    : // Documented with the key `microphone`, which reads like a slip: both keys say the same.
      { action: 'setSpeaker', data: { user_id: userUuid, microphone: name, speaker: name } };

export const recordingCommand = (
  action: 'startRecording' | 'stopRecording',
  userUuid: string,
  meetingId: string,
  online: boolean,
): ConnectCommand => ({ action, data: { user_id: userUuid, meeting_id: meetingId, online_meeting: online } });

/**
 * Has the person's desktop application do something.
 * @throws ApiError with status 503 when it is away, 409 when it is recording already, 400 when it refuses.
 */
export async function command(queryClient: QueryClient, body: ConnectCommand): Promise<void> {
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: connectKeys.all }),
      'meeting_id' in body.data && queryClient.invalidateQueries({ queryKey: meetingKeys.all }),
    ]);
  try {
    await call(sendConnectCommand, { body });
  } catch (error) {
    // It may have been done although no answer came.
    void refresh();
    throw error;
  }
  await refresh();
}

/** Reads devices out of whatever the application answers: lists of names or of objects, and which is in use. */
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
