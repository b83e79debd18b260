import { publicUrlOf } from '#contract/public-url.ts';

/**
 * Whether Claritalk may be told to deliver to an address. The gateway checks it again; the sandbox delivers only to
 * this machine, so with it any web address will do.
 */
export const isHookUrl = (url: string, sandbox: boolean): boolean =>
  sandbox
    ? /^https?:\/\//i.test(url) && url.length <= 2048 && URL.canParse(url)
    : publicUrlOf(url).problem === undefined;
