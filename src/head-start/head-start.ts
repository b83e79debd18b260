/**
 * Stands in the document itself (scripts/vite/head-start.ts) and runs before anything else has arrived: has the files
 * of the page that is asked for fetched, asks the gateway for the session's token, and with it the API for what the
 * page shows first. The application takes over what is under way (`lib/started.ts`). It repeats in few words what
 * `session-memory.ts` and `languages.ts` know; whatever fails here, the application does it all itself.
 */
import type { Started } from '#src/lib/started.ts';

/** Put in by the build. */
declare const headStart: {
  readonly routes: readonly {
    readonly path: string;
    readonly files: readonly string[];
    readonly rooms: readonly string[];
    readonly requests: readonly string[];
    readonly showsName?: boolean;
    readonly showsNames?: boolean;
  }[];
  /** What stands at the top of pages, by language and address. */
  readonly tops: Readonly<Record<string, Readonly<Record<string, readonly [title: string, lead?: string]>>>>;
  readonly everyPage: readonly string[];
  /** Files of the texts by language and room. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const root = document.documentElement;
const { pathname, search } = location;
let language = 'en';

function begin(): void {
  const scheme = localStorage.getItem('claritalk.color-scheme');
  if (scheme === 'light' || scheme === 'dark') root.dataset.mantineColorScheme = scheme;
  const isIn =
    localStorage.getItem('claritalk.session')?.startsWith('1') &&
    localStorage.getItem('claritalk.signing-out') === null &&
    !/^\/(auth|sign-in)/.test(pathname);
  if (!isIn) return;
  root.dataset.start = '';
  const chosen = localStorage.getItem('claritalk.language') ?? '';
  language =
    [chosen, ...navigator.languages.map((tag) => tag.slice(0, 2))].find((one) => one in headStart.texts) ??
    language;
  const parts = pathname.split('/');
  const route = headStart.routes.find(({ path }) => fits(path.split('/'), parts));
  const requests = search === '' && route ? route.requests : [];
  const asked = requests.map((url) => url.replace('*', parts.at(-1) ?? ''));
  const started = ask([...headStart.everyPage, ...asked]);
  const first = started.get(asked[0] ?? '');
  if (route?.showsName) window.claritalkNames = painted(first, showName);
  else if (route?.showsNames && hasUsualTable()) window.claritalkNames = painted(first, showNames);
  fetchFiles(route);
  const top = route && headStart.tops[language]?.[route.path];
  if (top) whenFrameStands(() => showTop(...top));
}

/** Whether the frame knows where the application will draw the table of meetings: as it comes, on a wide screen. */
const hasUsualTable = (): boolean =>
  localStorage.getItem('claritalk.meetings.table') === null && matchMedia('(min-width: 80em)').matches;

/** Resolves when what an answer says has been painted, or there is none; in a page that nobody sees never. */
async function painted<Answer>(asked: Started | undefined, show: (answer: Answer) => void): Promise<void> {
  try {
    const response = await asked?.response;
    show(await response?.clone().json());
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  } catch {
    // The application asks for itself, and says what it hears.
  }
}

/** Writes the heading and what stands below it into the document's frame, where the application draws them. */
function showTop(title: string, lead = ''): void {
  const main = document.querySelector('#frame main');
  for (const [index, text] of [title, lead].entries()) {
    const place = main?.children[index];
    if (place) place.textContent = text;
  }
}

/** Runs before the first picture with the frame, which stands below this script; style sheets below it keep the rest. */
function whenFrameStands(run: () => void): void {
  if (document.querySelector('#frame table')) run();
  else requestAnimationFrame(() => whenFrameStands(run));
}

function showName({ name }: { readonly name?: unknown }): void {
  if (typeof name !== 'string') return;
  root.dataset.start = 'meeting';
  showTop(name);
}

/** In px, at the usual size of text. */
const rowHeight = 48;

/**
 * Writes the names of meetings into the table of the document's frame, where the application draws them a little
 * later with everything else. The frame is a picture to assistive technology, but what is pressed in it opens.
 */
function showNames(meetings: readonly { readonly id?: unknown; readonly name?: unknown }[]): void {
  const table = document.querySelector<HTMLTableElement>('#frame table');
  if (!table) return;
  const config = document.querySelector<HTMLMetaElement>('meta[name="claritalk-config"]')?.content ?? '';
  // Where meetings can be searched, there is one more line above the table.
  table.dataset.searched = String(!/"indexRequestsPerMinute":0\b/.test(config));
  // As many as a window has room for.
  for (const { id, name } of meetings.slice(0, innerHeight / rowHeight)) {
    const row = table.insertRow();
    const link = document.createElement('a');
    link.href = `/meetings/${encodeURIComponent(String(id).toWellFormed())}`;
    link.tabIndex = -1;
    link.dir = 'auto';
    link.textContent = typeof name === 'string' ? name : '';
    row.dataset.meeting = String(id);
    row.insertCell();
    row.insertCell().append(link);
  }
}

/** `*` is a UUID: other words are pages. */
const fits = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length &&
  parts.every((part, index) => pattern[index] === part || (pattern[index] === '*' && part.length === 36));

function fetchFiles(route: (typeof headStart.routes)[number] | undefined): void {
  const texts = headStart.texts[language];
  const rooms = route?.rooms ?? ['first'];
  for (const file of [...(route?.files ?? []), ...rooms.map((room) => texts?.[room])]) {
    if (!file) continue;
    const link = document.createElement('link');
    link.rel = file.endsWith('.css') ? 'stylesheet' : 'modulepreload';
    link.crossOrigin = '';
    link.href = file;
    document.head.append(link);
  }
}

function ask(urls: readonly string[]): Map<string, Started> {
  const started = new Map<string, Started>();
  const send = (url: string, init: RequestInit) => {
    return fetch(url, { ...init, cache: 'no-store', signal: AbortSignal.timeout(20_000) });
  };
  const add = (url: string, response: Promise<Response>) => {
    started.set(url, { response, sentAt: Date.now() });
    // Whoever takes it hears of a failure.
    response.catch(() => undefined);
  };
  const token = send('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'server-held' }),
  });
  const given = token.then((response) => response.clone().json());
  add('/oauth/token', token);
  for (const url of urls) {
    add(
      url,
      given.then(({ access_token }: { access_token?: unknown }) => {
        if (typeof access_token !== 'string') throw new TypeError('no token');
        return send(url, {
          credentials: 'same-origin',
          headers: { Accept: 'application/json', Authorization: `Bearer ${access_token}` },
        });
      }),
    );
  }
  window.claritalkStarted = started;
  return started;
}

try {
  begin();
} catch {
  // The browser keeps nothing: the application says so.
}
