import { type ConsentAnswer, consentLimits, consentRoot } from '#contract/gateway/consents/consents.ts';
import { escapeAttribute } from '../http/html.ts';
import { plainPage, plainStyle } from '../http/person/plain-page.ts';
import { personLanguages } from '../http/person/texts.ts';
import { type Asked, newSecret } from './consent-store.ts';
import { type ConsentLanguage, consentTexts, filled } from './consent-texts.ts';

const style = plainStyle(
  `
:root { color-scheme: light dark; --page: #f6f4f7; --card: #fff; --text: #221c26; --soft: #5d5464; --line: #857a8c; --brand: #682577; --on-brand: #fff; --danger: #a3241d; }
@media (prefers-color-scheme: dark) { :root { --page: #17131a; --card: #221c26; --text: #f1edf3; --soft: #b9afc0; --line: #8f8298; --brand: #d09bdd; --on-brand: #17131a; --danger: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: start center; padding: 24px 16px; background: var(--page); color: var(--text); font: 17px/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 560px; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--brand); border-radius: 10px; padding: 24px; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 14px; text-wrap: balance; }
p { margin: 0 0 14px; overflow-wrap: anywhere; }
a { color: var(--brand); }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 18px; font-size: .94rem; }
nav a, nav strong { padding: 6px 0; }
label { display: block; font-weight: 600; }
input { display: block; width: 100%; margin: 6px 0 4px; padding: 11px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--page); color: inherit; font: inherit; }
.hint, .reference { color: var(--soft); font-size: .88rem; }
.buttons { display: grid; gap: 10px; margin: 18px 0; }
button { padding: 13px 18px; border: 1px solid var(--brand); border-radius: 6px; background: var(--card); color: var(--brand); font: inherit; font-weight: 600; cursor: pointer; }
button.main { background: var(--brand); color: var(--on-brand); }
.problem { color: var(--danger); font-weight: 600; }
h2 { font-size: 1.1rem; line-height: 1.35; margin: 0 0 14px; overflow-wrap: anywhere; }
.said { border-left: 4px solid var(--brand); padding-left: 12px; }
.reference { margin: 18px 0 0; padding-top: 14px; border-top: 1px solid var(--line); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
`,
  'self',
);

export interface ConsentPage {
  readonly asked: Asked;
  readonly language: ConsentLanguage;
  /** What this person said, and the receipt for it. */
  readonly said?: { readonly answer: ConsentAnswer; readonly receipt: string } | undefined;
  /** Why nothing was stored. */
  readonly problem?: 'closed' | 'full' | 'choose' | undefined;
  /** PUBLIC_URL. */
  readonly publicUrl: string;
  /** For `closed`: no form is shown. */
  readonly isOpen: boolean;
}

const languageNames: Readonly<Record<ConsentLanguage, string>> = {
  en: 'English',
  nl: 'Nederlands',
  fr: 'Français',
  de: 'Deutsch',
};

/** The page as it is, without any script. */
export function consentPage(page: ConsentPage): { body: string; headers: Record<string, string> } {
  const { asked, language, said, problem } = page;
  const texts = consentTexts[language];
  const path = `${consentRoot}/${asked.token}`;
  const paragraphs = asked.words.texts[language].split('\n').map(paragraph).join('\n');
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(asked.until);
  const reference = filled(texts.reference, { version: asked.words.version, date });
  return plainPage({
    language,
    style,
    head: '<meta name="robots" content="noindex">',
    title: escapeAttribute(texts.title),
    main: `<nav>${personLanguages.map((one) => languageLink(path, one, language, said?.receipt)).join('')}</nav>
<h1>${escapeAttribute(texts.title)}</h1>
${paragraphs}
${problem === undefined ? '' : `<p class="problem" role="alert" ${focused}>${escapeAttribute(texts[problem])}</p>`}
${said ? outcome(page, said) : ''}
${page.isOpen && (!said || said.answer.withdrawnAt !== null) ? form(path, language, said !== undefined) : ''}
${!page.isOpen && !said && problem === undefined ? `<p class="problem">${escapeAttribute(texts.closed)}</p>` : ''}
<p class="reference">${escapeAttribute(reference)}</p>`,
    headers: {
      'x-robots-tag': 'noindex, nofollow, noarchive',
      // The address is a secret; `no-referrer` would make the form's origin unknown.
      'referrer-policy': 'same-origin',
      vary: 'Accept-Language, Cookie',
    },
  });
}

/** Whoever has answered continues there: nothing else tells a screen reader that the page is another one. */
const focused = 'tabindex="-1" autofocus';

/** Enter in the field presses the first button of its form, and nobody agrees by that: this one does nothing. */
const unpressed = '<button disabled hidden></button>';

const paragraph = (text: string) => `<p dir="auto">${escapeAttribute(text)}</p>`;

function languageLink(
  path: string,
  one: ConsentLanguage,
  current: ConsentLanguage,
  receipt: string | undefined,
) {
  const name = escapeAttribute(languageNames[one]);
  if (one === current) return `<strong lang="${one}" aria-current="true">${name}</strong>`;
  const address = receipt === undefined ? path : `${path}/${receipt}`;
  return `<a lang="${one}" hreflang="${one}" href="${escapeAttribute(address)}?lang=${one}">${name}</a>`;
}

function form(path: string, language: ConsentLanguage, isAgain: boolean): string {
  const texts = consentTexts[language];
  return `${isAgain ? `<h2>${escapeAttribute(texts.change)}</h2>` : ''}<form method="post" action="${escapeAttribute(path)}?lang=${language}" autocomplete="off">
${unpressed}
<input type="hidden" name="once" value="${newSecret()}">
<label for="name">${escapeAttribute(texts.name)}</label>
<input id="name" name="name" maxlength="${consentLimits.name}" autocomplete="name" aria-describedby="name-hint" dir="auto">
<p class="hint" id="name-hint">${escapeAttribute(texts.nameHint)}</p>
<div class="buttons">
<button class="main" name="decision" value="agreed">${escapeAttribute(texts.agree)}</button>
<button name="decision" value="objected">${escapeAttribute(texts.object)}</button>
</div>
</form>`;
}

function outcome(
  { asked, language, publicUrl }: ConsentPage,
  said: NonNullable<ConsentPage['said']>,
): string {
  const texts = consentTexts[language];
  const { decision, at, withdrawnAt, hash } = said.answer;
  const text = withdrawnAt === null ? texts[decision] : texts.withdrawn;
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const time = `${when.format(new Date(withdrawnAt ?? at))} UTC`;
  const own = `${consentRoot}/${asked.token}/${said.receipt}`;
  const withdraw = `<form method="post" action="${escapeAttribute(own)}?lang=${language}">
<div class="buttons"><button name="decision" value="withdraw">${escapeAttribute(texts.withdraw)}</button></div>
</form>
<p class="hint">${escapeAttribute(texts.receipt)}<br><a href="${escapeAttribute(own)}">${escapeAttribute(publicUrl + own)}</a></p>`;
  return `<h2 class="said" ${focused}>${escapeAttribute(filled(text, { time }))}</h2>
<p class="hint">SHA-256 ${escapeAttribute(hash)}</p>
${withdrawnAt === null ? withdraw : ''}`;
}
