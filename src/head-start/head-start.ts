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
    readonly showsNames?: 'table' | 'card';
  }[];
  /** What stands at the top of pages, by language and address. */
  readonly tops: Readonly<Record<string, Readonly<Record<string, readonly [title: string, lead?: string]>>>>;
  readonly everyPage: readonly string[];
  /** Files of the texts by language and room. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

interface Sending extends Started {
  readonly sent: Promise<Sent>;
}

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
  const asked = requests.map((url) =>
    url
      .replace('*', parts.at(-1) ?? '')
      .replace('@week', mondayOf(7))
      .replace('@days', midnight(30)),
  );
  const started = ask([...headStart.everyPage, ...asked], () => fetchFiles(route));
  const first = started.get(asked[0] ?? '');
  const place = placeOf(route?.showsNames);
  if (route?.showsName) {
    root.dataset.start = 'unnamed';
    window.claritalkNames = painted(first, showName);
  } else if (place) window.claritalkNames = painted(first, (meetings: Names) => showNames(meetings, place));
  const top = route && headStart.tops[language]?.[route.path];
  if (top) whenFrameStands(() => showTop(...top));
}

/** The beginning of a day, in the reader's zone, as requests have it. */
function midnight(daysAgo: number): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - daysAgo);
  return day.toISOString().replaceAll(':', '%3A');
}

const mondayOf = (weeksAgo: number) => midnight(((new Date().getDay() + 6) % 7) + 7 * weeksAgo);

/**
 * Where the application will draw the meetings on a wide screen: the list where it always does (none of these numbers), the
 * overview where it was last time, in px: width of the window, place of the card, and of the first meeting in it.
 */
function placeOf(shape: 'table' | 'card' | undefined): readonly number[] | undefined {
  if (!shape || !matchMedia('(min-width: 80em)').matches) return undefined;
  if (shape === 'table') return localStorage.getItem('claritalk.meetings.table') === null ? [] : undefined;
  const place = JSON.parse(localStorage.getItem('claritalk.overview-place') ?? '[]');
  return place[0] === innerWidth ? place : undefined;
}

/** Resolves when what an answer says has been painted, or there is none; in a page that nobody sees never. */
async function painted<Answer>(asked: Sending | undefined, show: (answer: Answer) => void): Promise<void> {
  try {
    show(JSON.parse((await asked?.sent)?.text ?? ''));
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
  root.dataset.start = 'named';
  showTop(name);
}

type Names = readonly { readonly id?: unknown; readonly name?: unknown }[];

/** In px, at the usual size of text. */
const rowHeight = 48;

/**
 * Writes the names of meetings into the table of the document's frame, where the application draws them a little
 * later with everything else. The frame is a picture to assistive technology, but what is pressed in it opens.
 */
function showNames(meetings: Names, [, left, top, width, first = 0]: readonly number[]): void {
  const table = document.querySelector<HTMLTableElement>('#frame table');
  if (!table) return;
  if (first) {
    table.dataset.card = '';
    // Without its border.
    const inner = `${first - 1}px`;
    Object.assign(table.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      paddingTop: inner,
    });
  }
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

/** An answer, with its text. */
interface Sent {
  readonly text: string;
  readonly response: Response;
}

/**
 * Not `fetch`: what that returns is read in several tasks of the main thread, each of which waits behind the files that
 * arrive in the meantime.
 */
const send = (url: string, fields: Readonly<Record<string, string>>, form?: URLSearchParams): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(form ? 'POST' : 'GET', url);
    for (const [name, value] of Object.entries(fields)) request.setRequestHeader(name, value);
    request.timeout = 20_000;
    request.onloadend = () => {
      const { status, responseText: text } = request;
      if (!status) return reject(new TypeError(url));
      const lines = request.getAllResponseHeaders().trim().split('\r\n');
      const headers = lines.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]);
      resolve({ text, response: new Response(text || null, { status, headers }) });
    };
    request.send(form);
  });

/** A slow gateway holds up the files of the page no longer than this. */
const patienceMs = 300;

/** `andThen` is called when the requests for data have left. */
function ask(urls: readonly string[], andThen: () => void): Map<string, Sending> {
  const started = new Map<string, Sending>();
  const add = (url: string, sent: Promise<Sent>) => {
    const response = sent.then((one) => one.response);
    started.set(url, { sent, response, sentAt: Date.now() });
    // Whoever takes it hears of a failure.
    response.catch(() => undefined);
  };
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'server-held' });
  const token = send('/oauth/token', {}, form);
  const given = token.then(({ text }) => JSON.parse(text));
  add('/oauth/token', token);
  for (const url of urls) {
    add(
      url,
      given.then(({ access_token }: { access_token?: unknown }) => {
        if (typeof access_token !== 'string') throw new TypeError('no token');
        return send(url, { Accept: 'application/json', Authorization: `Bearer ${access_token}` });
      }),
    );
  }
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs));
  Promise.race([given, late]).then(andThen, andThen);
  window.claritalkStarted = started;
  return started;
}

try {
  begin();
} catch {
  // The browser keeps nothing: the application says so.
}
