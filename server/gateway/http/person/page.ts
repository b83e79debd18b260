import type { IncomingHttpHeaders } from 'node:http';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { escapeAttribute } from '../html.ts';
import { languageOf } from './navigation.ts';
import { plainPage, plainStyle } from './plain-page.ts';
import { type PersonCause, type PersonLanguage, personTexts } from './texts.ts';

/** What a page says about a request that was refused or failed. */
export interface PersonPage {
  readonly cause: PersonCause;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  /** `Retry-After`, if there is one. */
  readonly retryAfter: string | undefined;
  /** PUBLIC_URL, where that is the address to open. */
  readonly publicUrl?: string | undefined;
  /** Name of the system behind this server that is concerned. */
  readonly system?: string | undefined;
}

/** Roots whose addresses the page's own requests go to. */
const programRoots = /^\/+(api|connected|admin|oauth|session|events|reports|hooks)(\/|\?|$)/i;

const causes: Readonly<Record<number, PersonCause>> = {
  400: 'malformed',
  401: 'signIn',
  403: 'forbidden',
  404: 'notFound',
  405: 'method',
  413: 'tooLarge',
  415: 'malformed',
  429: 'busy',
  502: 'upstreamDown',
  503: 'unavailable',
  504: 'upstreamSlow',
};

/** What a status means at an address. */
export function causeOf(status: number, target: string): PersonCause {
  if ([401, 403, 404, 405].includes(status) && programRoots.test(target)) return 'forPrograms';
  return causes[status] ?? (status < 500 ? 'malformed' : 'failed');
}

const style = plainStyle(
  `
:root { color-scheme: light dark; --page: #f6f4f7; --card: #fff; --text: #221c26; --soft: #5d5464; --line: #cfc6d4; --brand: #682577; --on-brand: #fff; }
@media (prefers-color-scheme: dark) { :root { --page: #17131a; --card: #221c26; --text: #f1edf3; --soft: #b9afc0; --line: #57495f; --brand: #d09bdd; --on-brand: #17131a; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 520px; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--brand); border-radius: 10px; padding: 28px; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 12px; text-wrap: balance; }
p { margin: 0 0 14px; overflow-wrap: anywhere; }
a { color: var(--brand); }
code { font: .94em ui-monospace, monospace; }
.open { display: inline-block; margin: 6px 0 22px; padding: 9px 18px; border: 1px solid transparent; border-radius: 6px; background: var(--brand); color: var(--on-brand); font-weight: 600; text-decoration: none; }
.reference { margin: 0; padding-top: 14px; border-top: 1px solid var(--line); color: var(--soft); font-size: .86rem; }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
`,
  'none',
  'img-src data:',
);
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23682577'/%3E%3C/svg%3E";

/** Creates the page: its text, and the headers that go with it. */
export function personPage(page: PersonPage): {
  readonly body: string;
  readonly headers: Record<string, string>;
} {
  const { cause, status, headers, requestId, retryAfter, publicUrl, system } = page;
  const language = languageOf(headers);
  const texts = personTexts[language];
  const { title, what, todo } = texts[cause];
  // Whoever gets a document has no dashboard to open.
  const isClients = cause === 'documentGone' || cause === 'consentGone';
  const values = {
    host: code(wholeCharacters(headers.host ?? '', 100) || texts.noHost),
    address:
      publicUrl === undefined
        ? ''
        : `<a href="${escapeAttribute(publicUrl)}/">${escapeAttribute(publicUrl)}</a>`,
    wait: escapeAttribute(waitText(retryAfter, language)),
    system: escapeAttribute(system ?? texts.aSystem),
    status: String(status),
    request: code(requestId),
  };
  return plainPage({
    language,
    style,
    head: `<link rel="icon" href="${icon}">`,
    title: filled(title, values),
    main: `<h1>${filled(title, values)}</h1>
<p>${filled(what, values)}</p>
<p>${filled(todo, values)}</p>
${isClients ? '' : `<a class="open" href="${escapeAttribute(publicUrl ?? '')}/">${escapeAttribute(texts.open)}</a>`}
<p class="reference">${filled(texts.reference, values)}</p>`,
    headers: { vary: 'Accept, Accept-Language, Sec-Fetch-Mode' },
  });
}

const code = (text: string) => `<code dir="auto">${escapeAttribute(text)}</code>`;

/** Returns a text of the catalogue as HTML; `values` are HTML already. */
const filled = (text: string, values: Readonly<Record<string, string>>) =>
  escapeAttribute(text)
    .replace(/`([^`]+)`/g, (_, typed: string) => `<code>${typed}</code>`)
    .replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const usualWaitSeconds = 30;
const longestWaitSeconds = 3_600;

function waitText(retryAfter: string | undefined, language: PersonLanguage): string {
  const told = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : usualWaitSeconds;
  const seconds = Math.min(longestWaitSeconds, Math.max(1, told));
  const [value, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
