import { randomBytes } from 'node:crypto';
import { html, raw } from 'hono/html';
import { accountPassword, accounts } from '../credentials.ts';

type Markup = ReturnType<typeof html>;

const style = `
:root { color-scheme: light dark; --page: #f6f4f7; --card: #fff; --text: #221c26; --soft: #5d5464; --line: #cfc6d4; --brand: #682577; --on-brand: #fff; --note: #fcf4de; }
@media (prefers-color-scheme: dark) { :root { --page: #17131a; --card: #221c26; --text: #f1edf3; --soft: #b9afc0; --line: #57495f; --brand: #bd80cd; --on-brand: #17131a; --note: #33281f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 420px; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--brand); border-radius: 10px; padding: 28px; }
h1 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 12px; }
p, ul, dl { margin: 0 0 14px; }
ul { padding-left: 20px; }
.note { background: var(--note); border-radius: 6px; padding: 10px 12px; font-size: .92rem; }
.error { border-left: 4px solid #c92a2a; padding: 4px 12px; font-weight: 600; }
.soft { color: var(--soft); font-size: .92rem; }
label { display: block; font-weight: 600; margin-bottom: 4px; }
input { width: 100%; font: inherit; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: 6px; padding: 9px 11px; margin-bottom: 14px; }
button { font: inherit; font-weight: 600; border-radius: 6px; border: 1px solid var(--brand); padding: 9px 18px; background: var(--brand); color: var(--on-brand); cursor: pointer; }
button.quiet { background: transparent; color: var(--text); border-color: var(--soft); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
.row { display: flex; gap: 10px; flex-wrap: wrap; }
code { font-size: .92em; overflow-wrap: anywhere; }
`;

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23682577'/%3E%3C/svg%3E";

/**
 * A page of the sandbox under a strict CSP. Browsers apply `form-action` to the redirects that follow a
 * form, so the origins that the forms end at must be named.
 */
export function page(
  title: string,
  body: Markup,
  formTargets: readonly string[] = [],
  status = 200,
): Response {
  const nonce = randomBytes(16).toString('base64');
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Claritalk sandbox</title>
<link rel="icon" href="${icon}">
<style nonce="${nonce}">${raw(style)}</style>
</head>
<body><main>${body}</main></body>
</html>`;
  const csp = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    // For the icon below; without one, browsers request /favicon.ico and complain that they may not.
    'img-src data:',
    `form-action 'self' ${formTargets.join(' ')}`.trim(),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return new Response(String(document), {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': csp.join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    },
  });
}

export const accountList = () => html`<ul class="soft">
${accounts.map(({ email, about }) => html`<li><code>${email}</code> – ${about}</li>`)}
</ul>
<p class="soft">The password of all of them is <code>${accountPassword}</code>.</p>`;

/** Origins of redirect URIs, for `form-action`. */
export const originsOf = (uris: readonly string[]) => [...new Set(uris.map((uri) => new URL(uri).origin))];

interface LoginForm {
  readonly csrf: string;
  /** Path and query to continue to. */
  readonly next: string;
  readonly email: string;
  readonly problem: string | undefined;
}

export const loginForm = (form: LoginForm) => html`<h1>Sign in to the Claritalk sandbox</h1>
<p class="note">This is a local sandbox with made-up data. Do not enter a real password.</p>
${form.problem ? html`<p class="error" role="alert">${form.problem}</p>` : ''}
<form method="post" action="/login">
<input type="hidden" name="_token" value="${form.csrf}">
<input type="hidden" name="next" value="${form.next}">
<label for="email">Email</label>
<input id="email" name="email" inputmode="email" autocapitalize="off" autocomplete="username" required value="${form.email}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<p><button type="submit">Sign in</button></p>
</form>
<p class="soft">Accounts of this sandbox:</p>
${accountList()}`;

interface ConsentForm {
  readonly csrf: string;
  /** Query of the authorization request. */
  readonly query: string;
  readonly client: string;
  readonly user: string;
  readonly scopes: readonly string[];
}

const scopeTexts: Readonly<Record<string, string>> = {
  'api.connect': 'Use the Claritalk API in your name',
  offline_access: 'Stay connected when you are away',
};

export const consentForm = (form: ConsentForm) => html`<h1>${form.client} asks for access</h1>
<p>You are signed in as <strong>${form.user}</strong>. This application will be able to:</p>
<ul>${form.scopes.map((scope) => html`<li>${scopeTexts[scope] ?? scope}</li>`)}</ul>
<p class="note">This is a local sandbox with made-up data.</p>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="_token" value="${form.csrf}">
<input type="hidden" name="query" value="${form.query}">
<div class="row"><button name="decision" value="authorize">Authorize</button>
<button class="quiet" name="decision" value="cancel">Cancel</button></div>
</form>`;
