/**
 * The first module of a page. It installs the Trusted Types policy and takes over what the document has begun
 * (src/head-start/): the session, the person and the first page of data. What the document could not begin, such as a
 * list with filters, it asks for itself. The application, which arrives later, finds the answers under way (`prime` in
 * src/api/client/client.ts) instead of asking again in series.
 */
import './trusted-types.ts';
import { listMeetings } from '#contract/claritalk/meetings.ts';
import { getCurrentUser } from '#contract/claritalk/users.ts';
import { preferredLanguage } from '#src/i18n/languages.ts';
import { texts } from '#src/i18n/texts.ts';
import { callForAnswer, prime, setRefusalTexts, setTokenSource } from './api/client/client.ts';
import { usesIndex } from './features/meetings/list/model/index-search.ts';
import { meetingListQuery, readMeetingSearch } from './features/meetings/list/model/list-search.ts';
import { recentQuery, workingQuery } from './features/overview/model/queries.ts';
import { browserTimeZone } from './lib/intl.ts';
import { sleep, within } from './lib/sleep.ts';
import { session } from './services/auth/session.ts';

setTokenSource({
  accessToken: (refused) => session.accessToken(refused),
  sessionEnded: session.ended,
});

setRefusalTexts(() => texts.need('refusals'));

// A page whose style sheet did not arrive is better than none.
window.addEventListener('vite:preloadError', (event) => {
  if (event.payload.message.startsWith('Unable to preload CSS')) event.preventDefault();
});

const language = preferredLanguage();
// A catalogue that does not arrive is reported by the application, which asks for it too.
const ignore = () => undefined;
texts.need('first').catch(ignore);

/** A gateway that takes longer to answer keeps the application waiting no longer. */
const patienceMs = 200;
let token: Promise<unknown> = Promise.resolve();

// Where someone signs in, anyone who was here before is not asked for.
if (session.hinted && !window.location.pathname.startsWith('/auth/')) {
  token = session.renew().catch(ignore);
  prime(getCurrentUser, {}, callForAnswer(getCurrentUser, {}));
  const { pathname, search } = window.location;
  if (pathname === '/') {
    for (const query of [recentQuery, workingQuery]) {
      prime(listMeetings, { query }, callForAnswer(listMeetings, { query }));
    }
  } else if (pathname === '/meetings') {
    const asked = readMeetingSearch(new URLSearchParams(search));
    if (!usesIndex(asked.index)) {
      const query = meetingListQuery(asked);
      prime(listMeetings, { query }, callForAnswer(listMeetings, { query }));
    }
  }
}

// Dates take the browser a while to begin with: better while the answers are on their way, once the frame is painted.
requestAnimationFrame(() => setTimeout(browserTimeZone));

// Evaluating the application takes the browser a while, in which it does nothing else: the frame of the document is
// painted before, the first requests for data leave as soon as there is a token, and names that the frame can show are
// painted too.
within(token, patienceMs)
  .then(() => window.claritalkNames && within(window.claritalkNames, patienceMs))
  .then(() => import('./main.tsx'))
  .then(async (main) => {
    // A task of its own: the browser answers the person, and the network, in between.
    await sleep(0);
    return main.start(language);
  })
  .catch(() => {
    // Without the application, or without its texts, nothing else can say so: the document has the sentence.
    document.getElementById('root')?.remove();
    document.getElementById('frame')?.remove();
    document.querySelector(`#not-loaded > :lang(${language})`)?.removeAttribute('hidden');
  });
