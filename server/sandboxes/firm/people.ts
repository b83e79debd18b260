/** The made-up firm: two child organisations, people, teams and dossiers. */

export const organisations = [
  { name: 'Peeters & Van Damme Accountants', domain: 'peeters-vandamme.test' },
  { name: 'Peeters & Van Damme Loonadministratie', domain: 'lonen.peeters-vandamme.test' },
  { name: 'Van Damme Belastingadvies Breda', domain: 'belastingadvies-breda.test' },
] as const;

export interface SeedUser {
  readonly name: string;
  readonly locale: 'en' | 'nl' | 'fr' | 'de';
  readonly role: 'user' | 'manager' | 'admin' | 'super-admin';
  /** Full address; made from the name when absent. */
  readonly email?: string;
  /** Index into `organisations`; 0 when absent. */
  readonly organisation?: 1 | 2;
  /** How many meetings this person holds compared with the others. */
  readonly weight: number;
}

export const users: readonly SeedUser[] = [
  { name: 'Ada Verbruggen', locale: 'en', role: 'admin', email: 'ada@sandbox.test', weight: 16 },
  { name: 'Owen Claessens', locale: 'en', role: 'user', email: 'owen@sandbox.test', weight: 19 },
  { name: 'Nora Jacobs', locale: 'nl', role: 'user', email: 'nora@sandbox.test', weight: 7 },
  { name: 'Bart Peeters', locale: 'nl', role: 'super-admin', weight: 2 },
  { name: 'Sofie Van Damme', locale: 'nl', role: 'admin', weight: 4 },
  { name: 'Thomas De Smet', locale: 'nl', role: 'manager', weight: 4 },
  { name: 'Eline Wouters', locale: 'nl', role: 'manager', weight: 3 },
  { name: 'Julien Lambert', locale: 'fr', role: 'manager', weight: 4 },
  { name: 'Camille Dubois', locale: 'fr', role: 'user', weight: 3 },
  { name: 'Antoine Lejeune', locale: 'fr', role: 'user', weight: 3 },
  { name: 'Charlotte Maes', locale: 'nl', role: 'user', weight: 3 },
  { name: 'Pieter Hendrickx', locale: 'nl', role: 'user', weight: 3 },
  { name: 'Lotte Vermeulen', locale: 'nl', role: 'user', weight: 2 },
  { name: 'Sander de Vries', locale: 'nl', role: 'user', weight: 3 },
  { name: 'Femke Bakker', locale: 'nl', role: 'user', weight: 2 },
  { name: 'Joris van den Berg', locale: 'nl', role: 'user', weight: 2 },
  { name: 'Katrin Schneider', locale: 'de', role: 'manager', weight: 3 },
  { name: 'Markus Lenz', locale: 'de', role: 'user', weight: 3 },
  { name: 'Hannah Krings', locale: 'de', role: 'user', weight: 2 },
  { name: 'Élise Fontaine', locale: 'fr', role: 'user', weight: 2 },
  { name: 'Mehdi El Amrani', locale: 'fr', role: 'user', weight: 2 },
  { name: 'Yasmine Öztürk', locale: 'nl', role: 'user', weight: 2 },
  { name: 'Wim Goossens', locale: 'nl', role: 'user', weight: 2 },
  { name: 'An Willems', locale: 'nl', role: 'user', weight: 1 },
  { name: 'Ruben Aerts', locale: 'nl', role: 'user', weight: 1 },
  { name: 'Grace Okafor', locale: 'en', role: 'user', weight: 2 },
  { name: "Liam O'Sullivan", locale: 'en', role: 'user', weight: 2 },
  { name: 'Marieke Smits', locale: 'nl', role: 'user', weight: 1 },
  { name: 'Inge Cools', locale: 'nl', role: 'admin', organisation: 1, weight: 0 },
  { name: 'Dries Lambrechts', locale: 'nl', role: 'user', organisation: 1, weight: 0 },
  { name: 'Daan Kuipers', locale: 'nl', role: 'admin', organisation: 2, weight: 0 },
  { name: 'Roos van Leeuwen', locale: 'nl', role: 'user', organisation: 2, weight: 0 },
];

/** Teams with their members by first name. */
export const teams: readonly { readonly name: string; readonly members: readonly string[] }[] = [
  { name: 'Accountancy Gent', members: ['Ada', 'Owen', 'Thomas', 'Charlotte', 'Pieter'] },
  { name: 'Accountancy Antwerpen', members: ['Eline', 'Lotte', 'Yasmine', 'Wim'] },
  { name: 'Équipe Bruxelles', members: ['Julien', 'Camille', 'Antoine', 'Élise', 'Mehdi'] },
  { name: 'Tax & legal', members: ['Ada', 'Sofie', 'Julien', 'Grace', 'Owen'] },
  { name: 'Kantoor Breda', members: ['Sander', 'Femke', 'Joris'] },
  { name: 'Ostbelgien', members: ['Katrin', 'Markus', 'Hannah'] },
  { name: 'International clients', members: ['Owen', 'Grace', 'Liam', 'Katrin'] },
  { name: 'Payroll & HR', members: ['Nora', 'An', 'Ruben', 'Marieke'] },
  { name: 'Management', members: ['Ada', 'Bart', 'Sofie', 'Thomas', 'Eline'] },
];
