import { trimInvisible } from '#contract/email.ts';
import { wordsOf } from './headings.ts';

/** The roles that every organisation has, as people write them in the languages of the application. */
const words: Readonly<Record<string, readonly string[]>> = {
  user: ['user', 'gebruiker', 'utilisateur', 'utilisatrice', 'benutzer', 'benutzerin', 'nutzer'],
  manager: ['manager', 'managerin', 'leidinggevende', 'gestionnaire', 'responsable', 'leiter', 'leiterin'],
  admin: [
    'admin',
    'administrator',
    'administratorin',
    'beheerder',
    'organisatiebeheerder',
    'administrateur',
    'administratrice',
  ],
};

/** A role as written in a list. */
export interface ReadRole {
  /** Undefined when none is written. */
  readonly role: string | undefined;
  /** Whether it is one that every organisation has. */
  readonly isUsual: boolean;
}

/** Returns a role: `Beheerder` is admin; anything but the usual ones stays as it is, in lower case. */
export function readRole(text: string): ReadRole {
  const written = trimInvisible(text).toLowerCase();
  if (written === '') return { role: undefined, isUsual: true };
  const plain = wordsOf(text).join(' ');
  const usual = Object.entries(words).find(([, known]) => known.includes(plain))?.[0];
  return { role: usual ?? written, isUsual: usual !== undefined };
}
