/**
 * The first code that runs. It installs the Trusted Types policy, then asks for the session, the person and the
 * first page of data while the application itself is still arriving; the application finds the answers under
 * way (`prime` in api/client.ts) instead of asking again in series.
 */
import './trusted-types.ts';
import { getCurrentUser, listMeetings } from '#contract/claritalk.ts';
import { callForAnswer, prime, setTokenSource } from '#src/api/client.ts';
import { session } from '#src/auth/session.ts';
import { preferredLanguage } from '#src/i18n/languages.ts';
import { texts } from '#src/i18n/texts.ts';
import { usesIndex } from '#src/meetings/model/index-search.ts';
import { meetingListQuery, readMeetingSearch } from '#src/meetings/model/list-search.ts';
import { recentQuery, workingQuery } from '#src/overview/model/queries.ts';

setTokenSource({
  accessToken: (refused) => session.accessToken(refused),
  sessionEnded: session.ended,
});

const language = preferredLanguage();
// A catalogue that does not arrive is reported by the application, which asks for it too.
const ignore = () => undefined;
texts.need('first').catch(ignore);

if (session.hinted) {
  session.renew().catch(ignore);
  prime(getCurrentUser, {}, callForAnswer(getCurrentUser, {}));
  const { pathname, search } = window.location;
  if (pathname === '/') {
    for (const query of [recentQuery, workingQuery]) {
      prime(listMeetings, { query }, callForAnswer(listMeetings, { query }));
    }
    texts.need('overview').catch(ignore);
    import('#src/app/overview-page.tsx').catch(ignore);
  } else if (pathname === '/meetings') {
    const asked = readMeetingSearch(new URLSearchParams(search));
    if (!usesIndex(asked.index)) {
      const query = meetingListQuery(asked);
      prime(listMeetings, { query }, callForAnswer(listMeetings, { query }));
    }
    import('#src/meetings/meetings-page.tsx').catch(ignore);
  }
}

import('./main.tsx').then(
  (main) => main.start(language),
  () => {
    // Without the application there is no catalogue either: the one sentence that cannot be translated.
    document.body.textContent = 'Claritalk could not be loaded. Check your connection and reload the page.';
  },
);
