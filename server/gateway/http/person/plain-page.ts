import { createHash } from 'node:crypto';
import type { PersonLanguage } from './texts.ts';

/** What a page looks like, and a policy that lets in nothing else. */
export interface PlainStyle {
  readonly css: string;
  readonly policy: string;
}

/** @param forms where its forms may go; `loads` is what it loads, as directives. */
export const plainStyle = (css: string, forms: 'self' | 'none', ...loads: readonly string[]): PlainStyle => ({
  css,
  policy: [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
    ...loads,
    "base-uri 'none'",
    `form-action '${forms}'`,
    "frame-ancestors 'none'",
  ].join('; '),
});

/** All of it is HTML already. */
export interface PlainPage {
  readonly language: PersonLanguage;
  readonly style: PlainStyle;
  /** Further lines of the head. */
  readonly head: string;
  readonly title: string;
  readonly main: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A page of the gateway's own: nothing runs there, nothing is loaded, and nobody can frame it. */
export const plainPage = ({ language, style, head, title, main, headers }: PlainPage) => ({
  body: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
<style>${style.css}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'content-security-policy': style.policy,
    'cache-control': 'no-store',
    ...headers,
  },
});
