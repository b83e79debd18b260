import { normalForm } from '#contract/normal-form.ts';

/**
 * Whether two names are one as a server may have stored them: it may remove spaces and compose accents with letters.
 */
export const sameName = (one: string, other: string): boolean => spelling(one) === spelling(other);

const spelling = (name: string) => normalForm(name.trim(), 'NFC');
