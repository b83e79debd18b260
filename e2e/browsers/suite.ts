import { writeFile } from 'node:fs/promises';
import { coveredControls } from '../support/hits.ts';
import { finishedMeeting, readMeeting } from '../support/meetings.ts';
import { Stack } from '../support/stack.ts';
import { test as base, expect } from '../support/test.ts';
import { decoded } from './decoded.ts';
import { type Engine, Key } from './engine.ts';
import { Firefox } from './firefox.ts';
import { Person } from './person.ts';
import { eventually } from './processes.ts';
import { startSound } from './sound.ts';
import { WebKit } from './webkit.ts';
import { type Front, startWithoutCoop } from './without-coop.ts';

/** Which browsers are here; scripts/lib/tools.mjs installs what can be had and says what cannot. */
export const installed = {
  firefox: process.env.FIREFOX_PATH !== undefined,
  webkit: process.env.WEBKIT_PATH !== undefined,
};

interface BrowserFixtures {
  readonly engineName: 'firefox' | 'webkit';
  readonly engine: Engine;
  /** Where the browser finds the dashboard. */
  readonly dashboard: string;
}

const settings = { INDEX_REQUESTS_PER_MINUTE: '6000', SANDBOX_MEETINGS: '90' };

export const test = base.extend<object, BrowserFixtures & { front: Front | undefined }>({
  engineName: ['firefox', { scope: 'worker', option: true }],
  front: [
    async ({ engineName }, use) => {
      const front = engineName === 'webkit' ? await startWithoutCoop() : undefined;
      await use(front);
      await front?.end();
    },
    { scope: 'worker' },
  ],
  stack: [
    async ({ front, stackSettings }, use) => {
      const origin = front && { PUBLIC_URL: front.origin };
      const stack = await Stack.start({ ...settings, ...stackSettings, ...origin });
      front?.leadTo(stack.dashboard);
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  dashboard: [async ({ front, stack }, use) => use(front?.origin ?? stack.dashboard), { scope: 'worker' }],
  engine: [
    async ({ engineName }, use) => {
      const sound = await startSound();
      const engine =
        engineName === 'firefox' ? await Firefox.start({ env: sound.env }) : await WebKit.start(sound.env);
      await use(engine);
      await engine.close();
      await sound.end();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

const pages = [
  '/',
  '/meetings',
  '/record',
  '/templates',
  '/people',
  '/settings',
  '/action-items',
  '/dossiers',
];

/** The main job, by mouse and keyboard, in a browser that is not Chromium. */
export function mainJob(engineName: 'firefox' | 'webkit'): void {
  test.describe(`${engineName}: the main job`, () => {
    test.skip(!installed[engineName], `${engineName} could not be installed here`);
    // One person at one browser, from signing in to signing out.
    test.describe.configure({ mode: 'serial' });

    test.afterEach(async ({ engine }, info) => {
      if (info.status === info.expectedStatus) return;
      await writeFile(info.outputPath('page.png'), await engine.screenshot());
    });

    test('signs in; what is seen can be pressed on every page', async ({ engine, dashboard }) => {
      const person = new Person(engine);
      await person.signsIn(dashboard, '/meetings');
      for (const path of pages) {
        await engine.open(`${dashboard}${path}`);
        await settled(engine);
        expect(await engine.run(coveredControls), path).toEqual([]);
      }
      expect(engine.complaints().filter((c) => !c.includes('favicon'))).toEqual([]);
    });

    test('opens the last meeting of the list with the mouse, and comes back', async ({
      engine,
      dashboard,
    }) => {
      const person = new Person(engine);
      await engine.open(`${dashboard}/meetings`);
      await settled(engine);
      const last = await engine.run(() => {
        const row = [...document.querySelectorAll('tbody tr[data-meeting]')].at(-1);
        row?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = row?.querySelector('[data-column="owner"]')?.getBoundingClientRect();
        return (
          box && { id: row?.getAttribute('data-meeting'), x: box.left + 20, y: box.top + box.height / 2 }
        );
      });
      await engine.click(last?.x ?? 0, last?.y ?? 0);
      await isAt(engine, `/meetings/${last?.id}`);
      await settled(engine);
      expect(await engine.run(coveredControls)).toEqual([]);
      await engine.back();
      await isAt(engine, '/meetings');
      await settled(engine);
      // By keyboard: the first two, and into the second.
      const second = await eventually(
        async () => (await engine.run(secondMeeting)) ?? undefined,
        'the second meeting',
      );
      await person.presses('heading', 'Meetings');
      await engine.keys('jj');
      await engine.keys(Key.enter);
      await isAt(engine, `/meetings/${second}`);
    });

    test('searches, leaves for another site, comes back and searches again', async ({
      engine,
      stack,
      dashboard,
    }) => {
      const person = new Person(engine);
      const { name } = await finishedMeeting(stack);
      await engine.open(`${dashboard}/action-items`);
      await person.reads('up to date', 60_000);
      await engine.open(`${dashboard}/meetings`);
      await settled(engine);
      await person.types('Search all meetings', name.slice(0, 12));
      await finds(engine, name);
      await engine.open(`${stack.sandbox}/healthz`);
      await engine.back();
      await isAt(engine, '/meetings');
      await finds(engine, name);
      await person.types('Search all meetings', 'zzzz');
      // WebKit may keep the database for the page that was left: then the meetings are read again.
      await person.reads('No meeting', 60_000);
      expect(engine.complaints().filter((c) => !c.includes('favicon'))).toEqual([]);
    });

    test('reviews an answer; Claritalk has it', async ({ engine, stack, dashboard }) => {
      const person = new Person(engine);
      const meeting = await finishedMeeting(stack);
      await engine.open(`${dashboard}/meetings/${meeting.id}`);
      await settled(engine);
      await person.presses('button', 'Accept', '[id^="answer-"]');
      await person.reads('Accepted');
      const stored = await eventually(async () => {
        const { metadata } = await readMeeting(stack, meeting.id);
        const answers = metadata.claritalk_dashboard?.review?.answers;
        return answers && Object.keys(answers).length > 0 ? answers : undefined;
      }, 'the review at Claritalk');
      expect(Object.keys(stored)).toHaveLength(1);
      await person.reads('Saved');
    });

    test('records with sound, survives a reload, and Claritalk has the recording', async ({
      engine,
      stack,
      dashboard,
    }) => {
      const person = new Person(engine);
      await records(person, dashboard, `Recorded in ${engine.name}`);
      // The page goes without a word; what is on disk is offered again.
      await engine.run(() => {
        window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
        setTimeout(() => window.location.reload(), 0);
      });
      await person.presses('button', '^Finish');
      await person.reads('Claritalk has all of it.', 60_000);
      await expectSound(stack, `Recorded in ${engine.name}`);
    });

    test('signs out; nothing of the person stays', async ({ engine, dashboard }) => {
      const person = new Person(engine);
      await engine.open(`${dashboard}/meetings`);
      await settled(engine);
      expect(await engine.run(indexRecords)).toBeGreaterThan(0);
      await engine.run(noteEmptying);
      await person.presses('button', '^Account');
      await person.presses('button', 'Sign out');
      await person.finds('button', 'Sign in with Claritalk');
      expect(await engine.run(() => document.cookie)).toContain('emptied=claritalk-index');
      // WebKit may hold the emptied database for a page that was left while it was being opened; nobody can delete it then.
      if (engine.name === 'firefox') {
        // A worker under load lets go of its database a moment after the page has left; it goes then.
        await eventually(
          async () => {
            const databases = await engine.run(async () =>
              (await indexedDB.databases()).map(({ name }) => name ?? ''),
            );
            return databases.some((name) => name.includes('index')) ? undefined : databases;
          },
          'a browser without the index',
          30_000,
        );
      }
      const session = await engine.run(async () => Object.keys(sessionStorage));
      expect(session.filter((key) => key.includes('claritalk'))).toEqual([]);
    });
  });
}

/** Runs in the page. How many records the index has on this device. */
const indexRecords = () =>
  new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open('claritalk-index');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const counting = database.transaction('records').objectStore('records').count();
      counting.onsuccess = () => {
        database.close();
        resolve(counting.result);
      };
    };
  });

/** Runs in the page. Notes in a cookie that the index was emptied: for good, not only asked for. */
const noteEmptying = () => {
  const { clear } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.clear = function () {
    this.transaction.addEventListener('complete', () => {
      // biome-ignore lint/suspicious/noDocumentCookie: nothing else outlives the person.
      document.cookie = `emptied=${this.transaction.db.name}`;
    });
    return clear.call(this);
  };
};

/** Runs in the page. */
const secondMeeting = () =>
  document.querySelectorAll('tbody tr[data-meeting]')[1]?.getAttribute('data-meeting');

/** Waits until the page has its data, and the style of what it fetches ahead: leaving before is an error in its log. */
export async function settled(engine: Engine): Promise<void> {
  await eventually(
    () =>
      engine
        .run(
          () =>
            (document.querySelector('main h1') !== null &&
              document.querySelector('main [aria-busy="true"], main tr[aria-hidden="true"]') === null &&
              [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].every(
                (link) => link.sheet !== null,
              )) ||
            undefined,
        )
        .then((done) => done ?? undefined),
    'a page with its data',
    30_000,
  );
}

export const isAt = (engine: Engine, path: string) =>
  eventually(
    async () => ((await engine.run(() => location.pathname)) === path ? true : undefined),
    `the address ${path}`,
    30_000,
  );

export const finds = (engine: Engine, name: string) =>
  eventually(
    async () =>
      (await engine.run(
        (wanted) =>
          [...document.querySelectorAll('main ul a')].some((link) => link.textContent?.includes(wanted)),
        name,
      )) || undefined,
    `the meeting ${name} among what was found`,
    30_000,
  );

/** Begins a recording and waits until two seconds of it are on the device. */
export async function records(person: Person, dashboard: string, name: string): Promise<void> {
  await person.engine.open(`${dashboard}/record`);
  await settled(person.engine);
  await person.types('Name', name);
  await person.presses('checkbox', 'I have told everyone present, and they agree');
  await person.presses('button', 'Start recording');
  await person.reads('Safe on this device', 30_000);
  await eventually(
    async () => {
      const clock = await person.engine.run(
        () => document.querySelector('[role="timer"]')?.textContent ?? '',
      );
      return /00:0[4-9]|00:[1-5]\d/.test(clock) || undefined;
    },
    'four seconds on the clock, of which a killed page may lose one',
    30_000,
  );
}

/** The sandbox has the audio of that meeting, and a decoder hears as many seconds of it. */
export async function expectSound(stack: Stack, name: string): Promise<void> {
  const list = (await (await stack.api('/meetings/list?limit=5')).json()) as { id: string; name: string }[];
  const meeting = list.find((one) => one.name === name);
  if (!meeting) throw new Error(`there is no meeting ${name}`);
  const { seconds, meanVolume } = decoded((await stack.audio(meeting.id)).bytes);
  expect(seconds).toBeGreaterThan(2);
  // Both microphones hum.
  expect(meanVolume).toBeGreaterThan(-60);
}
