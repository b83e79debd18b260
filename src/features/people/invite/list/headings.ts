import { normalForm } from '#contract/normal-form.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
/**
 * What the heading of a column says about its contents, in the languages of the application and as Microsoft 365,
 * Entra, Exchange, Outlook, Google Workspace and Contacts, Thunderbird, Okta, Personio, BambooHR, HiBob, Workday, AFAS,
 * Nmbrs and SD Worx write it.
 */
export type Meaning =
  | { readonly use: 'name' | 'first' | 'middle' | 'last' | 'role' }
  /** Of several columns with addresses the one with the lowest rank is used. */
  | { readonly use: 'email'; readonly rank: number }
  /** Known, but irrelevant for an invitation: another address of the same person, its kind, a password. */
  | { readonly use: 'unused' };

/** Lower is better: for work, unspecified, for signing in. */
const rank = { work: 0, main: 1, plain: 2, signIn: 3 };

/** Words of a heading without accents, case and punctuation: `givenName`, `E-Mail-Adresse`, `Prénom *`. */
export function wordsOf(heading: string): readonly string[] {
  const apart = wholeCharacters(heading, 200).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return normalForm(apart, 'NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const setOf = (words: string) => new Set(words.trim().split(/\s+/));

/** Words that say whose it is, or nothing. */
const fillers = setOf(`
  the of your my de du des la le l d van het uw der die das
  user users member members contact employee employees person people staff worker invitee attendee participant account login
  gebruiker gebruikers medewerker medewerkers werknemer personeelslid persoon lid deelnemer
  utilisateur utilisatrice collaborateur salarie personne membre
  benutzer mitarbeiter mitarbeiters mitarbeitenden mitglied teilnehmer
  required optional verplicht vereist obligatoire requis erforderlich pflichtfeld zur read only`);

const emailWords = setOf(`email mail courriel mel messagerie electronique smtp
  emailadres mailadres emailadresse mailadresse emailaddress`);
const addressWords = setOf('address adres adresse adr value waarde valeur wert windows');
const workWords =
  setOf(`work business office company corporate professional internal organisation organization
  werk zakelijk zakelijke kantoor bedrijf bedrijfs professioneel professionele
  professionnel professionnelle pro travail bureau entreprise societe
  geschaftlich geschaeftlich geschaftliche geschaeftliche dienst dienstlich dienstliche firma firmen arbeit`);
const mainWords = setOf(`primary main default 1 primair primaire hoofd standaard principal principale premiere
  primar primare primaer haupt standard`);
/** Someone else's, private, or for other purposes: never invited unless chosen. */
const otherWords =
  setOf(`private personal home recovery backup alternate alternative secondary second other additional
  old former previous new alias aliases proxy notification notifications extra
  prive privee persoonlijk persoonlijke thuis herstel reserve alternatief alternatieve secundair tweede ander andere oud nieuw
  perso personnel personnelle domicile recuperation secours secondaire deuxieme autre ancien ancienne nouveau
  privat private personlich personliche wiederherstellung wiederherstellungs kontowiederherstellung alternativ sekundar sekundare
  zweite weitere andere alte neue
  manager supervisor parent emergency spouse partner chef leidinggevende responsable vorgesetzter vorgesetzte
  notfall nood urgence billing invoice factuur facture rechnung 2 3 4 5 6 7 8 9`);
/** About an address, not one. */
const aboutWords =
  setOf(`type typ label display displayed weergavenaam angezeigter affichage nickname status verified
  confirmed sent date opt optin preference preferences voorkeur language bounce password signature format template count hash domain list name nom naam`);

/** The whole of a heading that is not an address, without fillers, and what it means. */
const wholes: ReadonlyMap<string, Meaning> = new Map([
  ...entries(
    { use: 'first' },
    'first name|firstname|first|given name|givenname|forename|preferred name|preferred first name|legal first name|christian name|voornaam|roepnaam|prenom|prenoms|prenom usuel|vorname|rufname',
  ),
  ...entries(
    { use: 'middle' },
    'middle name|middlename|middle|additional name|additional names|tussenvoegsel|tussenvoegsels|voorvoegsel|voorvoegsels|infix|middelste naam|deuxieme prenom|autres prenoms|particule|weitere vornamen|zweiter vorname|namenszusatz',
  ),
  ...entries(
    { use: 'last' },
    'last name|lastname|last|surname|family name|familyname|sn|legal last name|achternaam|familienaam|nom famille|nom usage|nom usuel|nachname|familienname|zuname',
  ),
  ...entries(
    { use: 'name' },
    'name|full name|fullname|complete name|display name|displayname|common name|cn|naam|volledige naam|weergavenaam|voornaam naam|voornaam achternaam|voornaam en achternaam|voor en achternaam|naam en voornaam|nom|nom complet|nom affichage|nom a afficher|prenom nom|prenom et nom|nom et prenom|vollstandiger name|ganzer name|anzeigename|vorname nachname|vor und nachname|vorname und nachname|name und vorname',
  ),
  ...entries({ use: 'role' }, 'role|roles|claritalk role|rol|rollen|claritalk rol|rolle|claritalk rolle'),
  ...entries(
    { use: 'email', rank: rank.signIn },
    'principal name|upn|username|user name|login|login name|account name|sign in name|user id|userid|gebruikersnaam|principalnaam|principal naam|benutzerprinzipalname|benutzername|nom principal|nom d utilisateur|identifiant',
  ),
  ...entries(
    { use: 'unused' },
    'password|wachtwoord|mot passe|passwort|kennwort|title|prefix|suffix|nickname|company|organisation|organization|department|afdeling|service|abteilung|job title|functie|fonction|position|city|country|street|phone|telefoon|telephone|telefon|licenses|block credential|usage location|status',
  ),
]);

function entries(meaning: Meaning, wholeHeadings: string): [string, Meaning][] {
  return wholeHeadings.split('|').map((whole) => [whole, meaning]);
}

/** What a heading means; undefined when it is not known, or says that an address is of no known kind. */
export function meaningOf(heading: string): Meaning | undefined {
  const words = wordsOf(heading);
  const told = words.filter((word) => !fillers.has(word));
  const whole = wholes.get(words.join(' ')) ?? wholes.get(told.join(' '));
  return whole ?? emailMeaningOf(told) ?? technicalMeaningOf(heading);
}

/** Microsoft's templates name the property: `User name [userPrincipalName] Required`. */
function technicalMeaningOf(heading: string): Meaning | undefined {
  const [, property] = /\[([a-z]{1,60})\]/i.exec(wholeCharacters(heading, 200)) ?? [];
  return property === undefined ? undefined : meaningOf(property);
}

/** Whether a heading says no more than "name": it may be the whole one, or half of it. */
export const isPlainName = (heading: string): boolean =>
  ['name', 'naam', 'nom'].includes(
    wordsOf(heading)
      .filter((word) => !fillers.has(word))
      .join(' '),
  );

/** Whether a heading says that its cells are private, someone else's, or for other purposes. */
export const isOther = (heading: string): boolean => wordsOf(heading).some((word) => otherWords.has(word));

function emailMeaningOf(told: readonly string[]): Meaning | undefined {
  // "e-mail" was divided.
  const words = told.filter((word, at) => !(word === 'e' && /^mail/.test(told[at + 1] ?? '')));
  if (!words.some((word) => emailWords.has(word))) return undefined;
  if (words.some((word) => aboutWords.has(word))) return { use: 'unused' };
  if (words.some((word) => otherWords.has(word))) return { use: 'unused' };
  const known = [emailWords, addressWords, workWords, mainWords];
  if (!words.every((word) => known.some((set) => set.has(word)))) return undefined;
  if (words.some((word) => workWords.has(word))) return { use: 'email', rank: rank.work };
  return { use: 'email', rank: words.some((word) => mainWords.has(word)) ? rank.main : rank.plain };
}
