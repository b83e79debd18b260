import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import type { VideoCall } from '#src/api/gateway/calls/video-calls.ts';
import calls from '#src/i18n/locales/en/calls.json' with { type: 'json' };
import { PastCalls } from './past-calls.tsx';

const made = (status: string, percent?: number): Partial<VideoCall> => ({
  recordings: [{ id: 'r', seconds: 60, bytes: undefined, status, percent }],
});

test.each<[string, Partial<VideoCall>]>([
  ['Kept at Courier', made('completed', 100)],
  ['Being made: 40 %', made('processing', 40)],
  ['Being made: 0 %', made('enqueued')],
  ['Could not be made', made('failed', 40)],
  ['Not ready yet', {}],
  ['Not recorded', { recorded: false }],
])('the recording of a call that is over: %s', (said, given) => {
  const video: VideoCall = {
    ...{ id: 'v', state: 'terminated', at: undefined, seconds: 60, recorded: true },
    participants: [],
    recordings: [],
    ...given,
  };
  const html = renderToStaticMarkup(
    <IntlProvider locale="en" messages={calls} timeZone="UTC">
      <PastCalls videos={[video]} />
    </IntlProvider>,
  );
  const texts = [calls.calls.video.kept, calls.calls.video.keptLater, calls.calls.video.keptNothing];
  const shown = [...texts, calls.calls.video.keptFailed, 'Being made: 40 %', 'Being made: 0 %'];
  expect(shown.filter((one) => html.includes(`>${one}<`))).toEqual([said]);
});
