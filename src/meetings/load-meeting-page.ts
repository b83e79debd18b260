import { withTexts } from '#src/i18n/texts.ts';

/** Loads the page of a meeting: for its route, and ahead of it while somebody is about to open one. */
export const loadMeetingPage = withTexts(
  ['meeting', 'documents', 'find', 'why'],
  () => import('./meeting-page.tsx'),
);
