import { publicUrlOf } from '#contract/public-url.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { refusal } from '../http/refusal.ts';

/**
 * Checks an address that minutes will be sent to, and returns it in the form that Claritalk gets.
 * @throws Refusal with 400.
 */
export type CheckHookUrl = (address: string) => string;

export interface HookUrlRules {
  /** Whether Claritalk is the local sandbox, which delivers to this machine only. */
  readonly sandbox: boolean;
  /** This gateway's own hook address, wherever PUBLIC_URL is; undefined where it accepts no webhooks. */
  readonly own: string | undefined;
}

export const hookUrlCheck =
  ({ sandbox, own }: HookUrlRules): CheckHookUrl =>
  (address) => {
    if (sandbox || address === own) return address;
    const { url, problem } = publicUrlOf(address);
    if (problem) throw refusal(`hook-${problem}`, {});
    return url;
  };

/** Returns what the audit log says about an address: where it leads. Its path is often its secret. */
export function shownAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) return 'not an address';
  const rest = url.pathname === '/' && url.search === '' ? '' : '/…';
  return wholeCharacters(`${url.protocol}//${url.host}${rest}`, 300);
}
