import type { Wire } from '#src/lib/reader.ts';

/** How much sound a person keeps around a moment, in seconds, and for how many days; none keeps nothing of bookmarks. */
export interface ClipSettings {
  readonly clipBefore: number;
  readonly clipAfter: number;
  readonly clipDays: number;
}

/** The choices for each of them. */
export const clipChoices = {
  before: [5, 10, 20, 30, 60],
  after: [5, 10, 20, 30],
  days: [0, 7, 30, 90, 365],
} as const;

export const defaultClips: ClipSettings = { clipBefore: 20, clipAfter: 10, clipDays: 30 };

/** Invalid values count as not chosen. */
export const readClipSettings = ({ clipBefore, clipAfter, clipDays }: Wire): ClipSettings => ({
  clipBefore: clipChoices.before.find((choice) => choice === clipBefore) ?? defaultClips.clipBefore,
  clipAfter: clipChoices.after.find((choice) => choice === clipAfter) ?? defaultClips.clipAfter,
  clipDays: clipChoices.days.find((choice) => choice === clipDays) ?? defaultClips.clipDays,
});
