import { ClockNotice } from './clock-notice.tsx';
import { LeftPage } from './left-page.tsx';
import { SessionExpired } from './session-expired.tsx';

/** What the guard says about the session, in one piece of code. */
export const parts = { ClockNotice, LeftPage, SessionExpired };
