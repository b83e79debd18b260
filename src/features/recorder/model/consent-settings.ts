import { consentDays, objectionEffects } from '#contract/gateway/consents/consents.ts';
import type { Wire } from '#src/lib/reader.ts';

/** What a person chose when they last asked those present: for how long it is said to be kept, and what an objection does. */
export interface ConsentSettings {
  readonly consentDays: (typeof consentDays)[number];
  readonly consentEffect: (typeof objectionEffects)[number];
}

const defaults: ConsentSettings = { consentDays: 90, consentEffect: 'pause' };

/** Invalid values count as not chosen. */
export const readConsentSettings = (stored: Wire): ConsentSettings => ({
  consentDays: consentDays.find((days) => days === stored.consentDays) ?? defaults.consentDays,
  consentEffect: objectionEffects.find((effect) => effect === stored.consentEffect) ?? defaults.consentEffect,
});
