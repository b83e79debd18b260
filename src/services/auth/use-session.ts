import { useSyncExternalStore } from 'react';
import { type SessionStatus, session } from './session.ts';

/** The session's status, kept up to date. */
export function useSessionStatus(): SessionStatus {
  return useSyncExternalStore(session.subscribe, session.getSnapshot);
}
