import { expect, it } from 'vitest';
import { type ReadPeople, readPeople, sure } from './testing/read-people.ts';

it.each<[string, string, ReadPeople]>([
  [
    'Microsoft 365’s own template for many users',
    'version:v1.0,,,,\nName [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName]\nZoe Lefevre,zoe@example.com,secret,No,Zoe\n',
    sure(['ready', 'Zoe Lefevre', 'zoe@example.com']),
  ],
  [
    'Microsoft 365 in French, where “Nom d’affichage” is no family’s name',
    'Nom d’affichage,Prénom,Nom,Nom d’utilisateur principal\nZoé Lefèvre,Zoé,Lefèvre,zoe@example.com\nAn De Smet,,,an@example.com\n',
    sure(['ready', 'Zoé Lefèvre', 'zoe@example.com'], ['ready', 'An De Smet', 'an@example.com']),
  ],
  [
    'a full name beside a first one',
    'Nom complet;Prénom;E-mail\nZoé Lefèvre;Zoé;zoe@example.com\n',
    sure(['ready', 'Zoé Lefèvre', 'zoe@example.com']),
  ],
  [
    'Google Workspace in German',
    'Vorname [erforderlich],Nachname [erforderlich],E-Mail-Adresse [erforderlich],E-Mail-Adresse zur Kontowiederherstellung\nZoe,Lefevre,zoe@example.com,zoe@home.example\n',
    sure(['ready', 'Zoe Lefevre', 'zoe@example.com']),
  ],
  [
    'cells that are formulas so that a spreadsheet leaves them alone',
    'Name,Email\n="Peeters, Jan",="jan@example.com"\n"=""An De Smet""","=""an@example.com"""\n',
    sure(['ready', 'Peeters, Jan', 'jan@example.com'], ['ready', 'An De Smet', 'an@example.com']),
  ],
  [
    'programs that quote by apostrophes',
    "'Name';'Email'\n'Jan Peeters';'jan@example.com'\n't Hart;hart@example.com\n",
    sure(['ready', 'Jan Peeters', 'jan@example.com'], ['ready', "'t Hart", 'hart@example.com']),
  ],
])('knows the columns of %s', (_program, text, people) => {
  expect(readPeople(text)).toEqual(people);
});

it.each([
  ['UTF-8 that was read as Windows-1252', 'ZoÃ« LefÃ¨vre'],
  ['the same with a sign of three bytes', 'Sinead Oâ€™Brien'],
  ['UTF-8 that was read as Mac Roman', 'Zo√´'],
  ['a character that was lost', 'J\uFFFDrgen'],
  ['the head of a message', '=?UTF-8?Q?Zo=C3=AB?='],
  ['the source of a web page', 'An &amp; Bo'],
  ['the source of a program', 'Jan \\"JP\\" Peeters'],
])('invites nobody under a name that a program damaged: %s', (_damage, name) => {
  const people = sure(['unclearName', name, 'a@example.com']);
  const cell = name.replaceAll('"', '""');
  expect(readPeople(`Name,Email\n"${cell}",a@example.com\n`)).toEqual(people);
  if (!/[";]/.test(name)) expect(readPeople(`${name} <a@example.com>`)).toEqual(people);
});

it.each(['JOÃO ÅSTRÖM', 'Zoë Lefèvre', 'Pâris “Bo” Ñúñez', 'Ærø Ðóra', 'An & Bo; BV', 'GROẞ Â.', 'Łukasz'])(
  'takes names as they are: %s',
  (name) => {
    expect(readPeople(`Name,Email\n"${name.replaceAll('"', '""')}",a@example.com\n`)).toEqual(
      sure(['ready', name, 'a@example.com']),
    );
  },
);

it.each<[string, string, ReadPeople]>([
  [
    'commas and semicolons of Arabic',
    'يوسف <y@example.com>، ليلى <l@example.com>؛ z@example.com',
    sure(
      ['ready', 'يوسف', 'y@example.com'],
      ['ready', 'ليلى', 'l@example.com'],
      ['guessed', 'Z', 'z@example.com'],
    ),
  ],
  [
    'Slack’s links, and someone else in brackets',
    '<mailto:jan@example.com|jan@example.com>\nan@example.com (bo@example.com)\neva@example.com (EVA@example.com)',
    sure(
      ['guessed', 'Jan', 'jan@example.com'],
      ['guessed', 'An', 'an@example.com'],
      ['guessed', 'Bo', 'bo@example.com'],
      ['guessed', 'EVA', 'EVA@example.com'],
    ),
  ],
  [
    'hosts of digits, which are devices',
    'jan@10.0.0.1\njan@0x7f.0x1\njan@example.c0m',
    sure(
      ['unclearEmail', 'Jan', 'jan@10.0.0.1'],
      ['unclearEmail', 'Jan', 'jan@0x7f.0x1'],
      ['guessed', 'Jan', 'jan@example.c0m'],
    ),
  ],
])('reads lists of addresses: %s', (_what, text, people) => {
  expect(readPeople(text)).toEqual(people);
});
