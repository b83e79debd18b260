import { transports } from '#contract/chat2desk/enumerations.ts';

/** What a messenger distinguishes; every document is to it what a PDF is. */
export type Carried = 'image' | 'audio' | 'video' | 'pdf';

/** Returns what a file is to a messenger, by its media type. */
export function carriedAs(type: string): Carried {
  const [kind] = type.split('/');
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'pdf';
}

/** Whether a messenger carries such files; where it does not, a link is in the text. */
export const carries = (transport: string | undefined, as: Carried): boolean =>
  transport === undefined || (transports[transport] ?? []).includes(as);
