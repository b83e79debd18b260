import { isHookUrl } from '#src/lib/hook-url.ts';

/** The fields of a new organisation. */
export interface OrganisationForm {
  readonly name: string;
  readonly domain: string;
  /** Empty: none. */
  readonly webhook: string;
}

const maximum = 255;
const domainPattern = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** The domain in what was typed or pasted: `https://www.acme.example/` has `www.acme.example`. */
export const domainOf = (text: string): string =>
  (
    text
      .trim()
      .replace(/^[a-z]+:\/\//i, '')
      .split(/[/?#]/, 1)[0] ?? ''
  ).toLowerCase();

/** Fields of the form that cannot be sent; `sandbox` when Claritalk is the local one. */
export function problemsOf(
  { name, domain, webhook }: OrganisationForm,
  sandbox: boolean,
): readonly (keyof OrganisationForm)[] {
  return [
    ...(name.trim() !== '' && name.trim().length <= maximum ? [] : (['name'] as const)),
    ...(domainPattern.test(domainOf(domain)) ? [] : (['domain'] as const)),
    ...(webhook.trim() === '' || isHookUrl(webhook.trim(), sandbox) ? [] : (['webhook'] as const)),
  ];
}
