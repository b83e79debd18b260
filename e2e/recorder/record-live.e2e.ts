import type { Page } from '@playwright/test';
import { audioFacts } from '../support/audio-facts.ts';
import {
  agree,
  decode,
  expectUploaded,
  recordedFor,
  spooled,
  startRecording,
  stopAndUpload,
} from '../support/recorder.ts';
import { expect, test } from '../support/test.ts';

/** A microphone that the test turns up and down, instead of the real one. */
async function turnableMicrophone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      const context = new AudioContext();
      const voice = new OscillatorNode(context, { frequency: 220 });
      const volume = new GainNode(context, { gain: 0 });
      const output = new MediaStreamAudioDestinationNode(context);
      voice.connect(volume).connect(output);
      voice.start();
      Object.assign(window, { volume });
      return output.stream;
    };
  });
}

const turn = (page: Page, gain: number): Promise<void> =>
  page.evaluate((value) => {
    (window as unknown as { volume: GainNode }).volume.gain.value = value;
  }, gain);

test('a silent microphone is reported within ten seconds, and only while it lasts', async ({
  page,
  signIn,
}) => {
  await turnableMicrophone(page);
  await signIn('owen', '/record');
  await startRecording(page, 'Muted', 1_000);
  const warning = page.getByRole('alert').filter({ hasText: 'We can’t hear anything' });
  await turn(page, 0.5);
  await recordedFor(page, 3_000);
  await expect(warning).toBeHidden();
  // The page itself measures the time: checks from outside are up to a second late.
  const toldAfterMs = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        (window as unknown as { volume: GainNode }).volume.gain.value = 0;
        const muted = performance.now();
        new MutationObserver((_, observer) => {
          if (!document.body.textContent.includes('We can’t hear anything')) return;
          observer.disconnect();
          resolve(performance.now() - muted);
        }).observe(document.body, { childList: true, subtree: true });
      }),
  );
  expect(toldAfterMs).toBeLessThan(10_000);
  expect(toldAfterMs).toBeGreaterThan(7_000);
  await expect(warning).toBeVisible();
  await expect(warning).toContainText('Most likely it is muted');
  await turn(page, 0.5);
  await expect(warning).toBeHidden({ timeout: 3_000 });
});

test('a lost microphone is replaced within three seconds, and both are reported', async ({
  page,
  signIn,
}) => {
  await page.addInitScript(() => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await real(constraints);
      Object.assign(window, { microphone: stream.getAudioTracks()[0] });
      return stream;
    };
  });
  await signIn('owen', '/record');
  await startRecording(page, 'Unplugged', 2_000);
  await page.evaluate(() => {
    const { microphone } = window as unknown as { microphone: MediaStreamTrack };
    // Stopping a track fires no event; unplugging does.
    microphone.stop();
    microphone.dispatchEvent(new Event('ended'));
  });
  await expect(page.getByText(/is back\. What was said in the meantime/)).toBeVisible({ timeout: 3_000 });
  await expect(page.getByRole('listitem').filter({ hasText: 'No microphone from' })).toBeVisible();
  await page.getByRole('note').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText(/is back\. What was said in the meantime/)).toBeHidden();
});

test('audio that the browser suspends is reported, resumes, and leaves no gap in the recording', async ({
  page,
  signIn,
  stack,
}) => {
  await page.addInitScript(() => {
    const Real = AudioContext;
    class Suspendable extends Real {
      constructor(options?: AudioContextOptions) {
        super(options);
        Object.assign(window, { recorderAudio: this });
      }
      override resume() {
        return document.documentElement.dataset.call === 'on' ? Promise.resolve() : super.resume();
      }
    }
    window.AudioContext = Suspendable;
  });
  await signIn('owen', '/record');
  await startRecording(page, 'Phone call', 3_000);
  await page.evaluate(() => {
    document.documentElement.dataset.call = 'on';
    return (window as unknown as { recorderAudio: AudioContext }).recorderAudio.suspend();
  });
  const warning = page.getByRole('alert').filter({ hasText: 'The browser has suspended the sound' });
  await expect(warning).toBeVisible({ timeout: 5_000 });
  await expect(page.getByRole('timer')).toHaveText(/00:0[345]/);
  await page.evaluate(() => {
    document.documentElement.dataset.call = 'off';
  });
  await expect(warning).toBeHidden({ timeout: 5_000 });
  await expect(page.getByText(/and nothing was recorded\. Recording has resumed/)).toBeVisible();
  await recordedFor(page, 6_000);
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await spooled(page, 'Phone call');
  const { seconds, longestHole } = await audioFacts((await stack.audio(local.meetingId ?? '')).bytes);
  expect(longestHole).toBeLessThan(0.2);
  expect(Math.abs(seconds - local.durationMs / 1000)).toBeLessThan(0.2);
});

test('the computer’s sound is recorded with the microphone, its picture is not, and its end is reported', async ({
  page,
  signIn,
  stack,
}) => {
  await turnableMicrophone(page);
  await page.addInitScript(() => {
    navigator.mediaDevices.getDisplayMedia = async (options) => {
      const context = new AudioContext();
      const film = new OscillatorNode(context, { frequency: 440 });
      const output = new MediaStreamAudioDestinationNode(context);
      film.connect(output);
      film.start();
      const [picture] = document.createElement('canvas').captureStream().getVideoTracks();
      output.stream.addTrack(picture!);
      Object.assign(window, { shared: output.stream, asked: options });
      return output.stream;
    };
  });
  await signIn('owen', '/record');
  await startRecording(page, 'Online meeting', 1_000);
  await page.getByRole('button', { name: 'Add the computer’s sound' }).click();
  await expect(page.getByRole('meter', { name: 'Level of the computer’s sound' })).toBeVisible();
  const shared = await page.evaluate(() => {
    const { shared, asked } = window as unknown as { shared: MediaStream; asked: DisplayMediaStreamOptions };
    return { picture: shared.getVideoTracks()[0]?.readyState, audio: asked.audio };
  });
  expect(shared).toEqual({
    picture: 'ended',
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  await recordedFor(page, 4_000);
  await page.evaluate(() => {
    const [sound] = (window as unknown as { shared: MediaStream }).shared.getAudioTracks();
    sound!.stop();
    sound!.dispatchEvent(new Event('ended'));
  });
  await expect(page.getByText(/no longer shared/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add the computer’s sound' })).toBeVisible();
  await stopAndUpload(page);
  await expectUploaded(page);
  const { meetingId } = await spooled(page, 'Online meeting');
  const sound = await decode(page, (await stack.audio(meetingId ?? '')).bytes);
  expect(sound.peak).toBeGreaterThan(0.3);
});

test('bookmarks, notes, chat lines, a pause, the consent and the agenda reach the meeting', async ({
  page,
  signIn,
  stack,
  complaints,
}) => {
  test.setTimeout(120_000);
  complaints.expect(/status of 502/);
  await signIn('owen', '/record');
  await page.getByText('More about the meeting (optional)').click();
  await page.getByLabel('Topics to discuss').fill('VAT\nSalaries');
  await page.getByLabel('Attendees').fill('Jane Doe');
  await page.getByRole('button', { name: 'Choose from relations' }).click();
  await page.getByRole('searchbox').fill('brouwerij');
  await page.getByRole('button', { name: /^Brouwerij De Zwaan NV/ }).click();
  await page.getByLabel('Expected length in minutes').fill('45');
  await page.getByLabel('Language spoken').selectOption('nl');
  await expect(page.getByText('Deze vergadering wordt opgenomen.')).toBeVisible();
  await startRecording(page, 'Written down', 2_000);
  await page.getByRole('button', { name: 'Bookmark', exact: true }).click();
  await page.getByRole('textbox', { name: 'Note at this moment' }).fill('Ask for the invoice');
  await page.keyboard.press('Enter');
  await page.getByLabel('Chat message', { exact: true }).check();
  for (const line of ['To-do: send the offer', 'A mistake', 'Agreed']) {
    await page.getByRole('textbox', { name: 'Message for the meeting’s chat' }).fill(line);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Control+b');
  const marks = page.getByRole('list', { name: 'Written down so far' });
  await expect(marks.getByRole('listitem')).toHaveCount(6);
  await marks.getByRole('listitem').first().getByRole('textbox').fill('The price');
  await marks
    .getByRole('listitem')
    .nth(3)
    .getByRole('button', { name: /^Remove/ })
    .click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(marks.getByText(/^Paused since/)).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await recordedFor(page, 4_000);
  // One response is lost: the line appears only once anyway.
  await stack.fault({ operation: 'appendChatMessage', drop: true, times: 1, afterProcessing: true });
  await stopAndUpload(page);
  await expectUploaded(page);

  const { meetingId } = await spooled(page, 'Written down');
  const meeting = (await (await stack.api(`/meetings/${meetingId}?detail=true`)).json()) as {
    metadata: {
      chat: { sentence: string }[];
      claritalk_dashboard: {
        marks: { kind: string; text?: string; seconds: number; until?: string }[];
        consent: Record<string, string>;
      };
    };
    discussionTopics: { topic: string }[];
    attendees: { name: string; integration_id: string | null }[];
  };
  expect(meeting.discussionTopics.map(({ topic }) => topic)).toEqual(['VAT', 'Salaries']);
  expect(meeting.attendees.map(({ name, integration_id }) => [name, integration_id])).toEqual([
    ['Jane Doe', null],
    ['Brouwerij De Zwaan NV', 'rel-1002'],
  ]);
  expect(meeting.metadata.chat.map(({ sentence }) => sentence)).toEqual(['To-do: send the offer', 'Agreed']);
  const { marks: kept, consent } = meeting.metadata.claritalk_dashboard;
  expect(kept.map(({ kind, text }) => [kind, text])).toEqual([
    ['bookmark', 'The price'],
    ['note', 'Ask for the invoice'],
    ['chat', 'To-do: send the offer'],
    ['chat', 'Agreed'],
    ['bookmark', undefined],
    ['pause', undefined],
  ]);
  expect(kept.at(-1)?.until).toMatch(/Z$/);
  expect(kept[0]?.seconds).toBeGreaterThan(1);
  await page.getByRole('link', { name: 'Open the meeting' }).click();
  await expect(page.getByRole('heading', { name: 'Bookmarks' })).toBeVisible();
  await expect(page.getByText('Ask for the invoice', { exact: true })).toBeVisible();
  expect(consent).toEqual({
    user_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    user_name: expect.stringMatching(/^Owen/),
    confirmed_at: expect.stringMatching(/^\d{4}-.*Z$/),
    locale: 'nl',
    statement_version: expect.any(String),
  });
});

test('before the meeting, a three-second test plays back one’s own voice', async ({ page, signIn }) => {
  await signIn('owen', '/record');
  await page.getByRole('button', { name: 'Record three seconds and listen' }).click();
  await expect(page.getByText('Speak now…')).toBeVisible();
  const player = page.getByLabel('Test recording');
  await expect(player).toBeVisible();
  await expect
    .poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime), { timeout: 5_000 })
    .toBeGreaterThan(0.5);
  await expect(page.getByRole('button', { name: 'Record again' })).toBeVisible();
});

test('without consent nothing is recorded, and it is requested again in another language', async ({
  page,
  signIn,
}) => {
  await signIn('owen', '/record');
  await page.getByRole('button', { name: 'Start recording' }).click();
  await expect(page.getByText('Confirm this before you record')).toBeVisible();
  const box = page.getByRole('checkbox', { name: /I have told everyone/ });
  await expect(box).toBeFocused();
  await agree(page);
  await page.getByLabel('Language spoken').selectOption('de');
  await expect(box).not.toBeChecked();
});

test('the tab’s title and icon show the recording on every page, and no trace of it afterwards', async ({
  page,
  signIn,
}) => {
  const icon = page.locator('link[rel="icon"]');
  await signIn('owen', '/record');
  await startRecording(page, 'In the tab', 2_000);
  await expect(page).toHaveTitle(/^● 00:\d\d · In the tab$/);
  await expect(icon).toHaveAttribute('href', '/favicon-recording.svg');
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Meetings' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Meetings' })).toBeVisible();
  await expect(page).toHaveTitle(/^● 00:\d\d · In the tab$/);
  await page.goBack();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page).toHaveTitle(/^❚❚ 00:\d\d · In the tab$/);
  await stopAndUpload(page);
  await expect(page).toHaveTitle(/^Record a meeting/);
  await expect(icon).toHaveAttribute('href', '/favicon.svg');
  await expectUploaded(page);
});

test('where the browser starts no audio, the microphone itself is recorded, and the page says so', async ({
  page,
  signIn,
  stack,
}) => {
  // Like Firefox on a machine without a sound output: the context never leaves its first state.
  await page.addInitScript(() => {
    const Real = AudioContext;
    const microphones: MediaStreamTrack[] = [];
    Object.assign(window, { microphones });
    window.AudioContext = class extends Real {
      constructor(options?: AudioContextOptions) {
        super(options);
        void super.suspend();
      }
      override get currentTime() {
        return 0;
      }
      override get state(): AudioContextState {
        return 'suspended';
      }
      override resume() {
        return new Promise<void>(() => undefined);
      }
    };
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await real(constraints);
      microphones.push(...stream.getAudioTracks());
      return stream;
    };
  });
  await signIn('owen', '/record');
  await expect(page.getByText('The browser shows no level at the moment')).toBeVisible();
  await page.getByLabel('Name').fill('No sound output');
  await agree(page);
  await page.getByRole('button', { name: 'Start recording' }).click();
  await recordedFor(page, 3_000);
  await expect(page.getByText('Recording straight from the microphone')).toBeVisible();
  await expect(page.getByRole('meter')).toBeHidden();
  await page.evaluate(() => {
    const { microphones } = window as unknown as { microphones: MediaStreamTrack[] };
    const microphone = microphones.find(({ readyState }) => readyState === 'live');
    microphone?.stop();
    microphone?.dispatchEvent(new Event('ended'));
  });
  await expect(page.getByText(/is back\. What was said in the meantime/)).toBeVisible({ timeout: 5_000 });
  await recordedFor(page, 6_000);
  await expect(page.getByRole('alert').filter({ hasText: /recorder is not responding/ })).toBeHidden();
  await stopAndUpload(page);
  await expectUploaded(page);
  const local = await spooled(page, 'No sound output');
  const { bytes } = await stack.audio(local.meetingId ?? '');
  const { seconds } = await audioFacts(bytes);
  expect(Math.abs(seconds - local.durationMs / 1000)).toBeLessThan(0.2);
  expect(seconds).toBeGreaterThan(5);
  expect((await decode(page, bytes)).peak).toBeGreaterThan(0.05);
});
