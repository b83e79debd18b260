import { createListeners } from '#src/lib/store.ts';

/** Tells everyone outside of pages that something was answered for some recording. */
export const consentNews = createListeners();
