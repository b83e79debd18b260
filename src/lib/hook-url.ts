import { publicUrlOf } from '#contract/public-url.ts';

/**
 * Whether Claritalk may be told to deliver to an address. The gateway looks at it again; the sandbox delivers to this
 * machine only, so with it any address of the web will do.
 */
export const isHookUrl = (url: string, sandbox: boolean): boolean =>
  sandbox
    ? /^https?:\/\//i.test(url) && url.length <= 2048 && URL.canParse(url)
    : publicUrlOf(url).problem === undefined;
