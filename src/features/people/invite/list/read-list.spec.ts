import { expect, it } from 'vitest';
import { decode, type Encoding } from '#src/lib/text-file/encodings.ts';
import { judgeBytes } from '#src/lib/text-file/judge-bytes.ts';
import { encode } from '#src/lib/text-file/testing/encode.ts';
import { readList } from './read-list.ts';
import { type ReadPeople, type Row, readPeople as read, sure } from './testing/read-people.ts';

const proposed = (...rows: Row[]): ReadPeople => ({ asked: true, rows });

function readBytes(text: string, encoding: Encoding, mark = false) {
  const bytes = encode(text, encoding, { mark });
  const judgement = judgeBytes(bytes);
  return read('encoding' in judgement ? decode(bytes, judgement.encoding) : '');
}

const excel =
  'Naam;E-mail;Rol\r\nZoë Lefèvre;zoe.lefevre@example.com;user\r\nJürgen Groß;juergen@example.com;manager\r\n';
const excelRows = sure(
  ['ready', 'Zoë Lefèvre', 'zoe.lefevre@example.com', 'user'],
  ['ready', 'Jürgen Groß', 'juergen@example.com', 'manager'],
);

it.each<[string, Encoding, boolean, string]>([
  ['Excel, CSV', 'windows-1252', false, excel],
  ['Excel, Unicode text', 'utf-16le', true, excel.replaceAll(';', '\t')],
  ['Excel, CSV UTF-8', 'utf-8', true, excel],
  ['Excel, CSV of an old Mac', 'macintosh', false, excel.replaceAll('\r\n', '\r')],
  ['Excel, CSV of MS-DOS', 'cp850', false, excel],
  ['Excel with its separator', 'utf-8', true, `sep=;\r\n${excel}`],
  ['Notepad, Unicode', 'utf-16be', false, excel.replaceAll(';', ',')],
])('reads what %s writes', (_program, encoding, mark, text) => {
  expect(readBytes(text, encoding, mark)).toEqual(excelRows);
});

it.each<[string, string, ReadPeople]>([
  [
    'Microsoft 365',
    'Block credential,City,Country,Department,Display name,First name,Last name,Licenses,User principal name,Usage location\nFalse,Gent,Belgium,Sales,Zoe Lefevre,Zoe,Lefevre,Microsoft 365 Business Standard,zoe.lefevre@example.com,BE\nFalse,,Belgium,,An De Smet,An,De Smet,Microsoft 365 Business Standard+Visio,an.desmet@example.com,BE\n',
    sure(
      ['ready', 'Zoe Lefevre', 'zoe.lefevre@example.com'],
      ['ready', 'An De Smet', 'an.desmet@example.com'],
    ),
  ],
  [
    'Microsoft Entra, with a guest and someone without a mailbox',
    'userPrincipalName,displayName,surname,mail,givenName,objectId,userType,alternateEmailAddress\nzoe@example.com,Zoe Lefevre,Lefevre,zoe.lefevre@example.com,Zoe,1,Member,zoe@home.example\nbob_home.example#EXT#@example.onmicrosoft.com,"Bob, B.",,bob_home.example#EXT#@example.com,,2,Guest,\nroom@example.com,Room 4,,,,3,Member,\n',
    sure(
      ['ready', 'Zoe Lefevre', 'zoe.lefevre@example.com'],
      ['unclearEmail', 'Bob, B.', 'bob_home.example#EXT#@example.com'],
      ['malformed', 'Room 4', ''],
    ),
  ],
  [
    'Microsoft 365 in Dutch',
    'Weergavenaam;Voornaam;Achternaam;User principal name;Licenties\nZoë Lefèvre;Zoë;Lefèvre;zoe@example.com;E3\n',
    sure(['ready', 'Zoë Lefèvre', 'zoe@example.com']),
  ],
  [
    'Google Workspace: the recovery address is nobody’s to invite',
    'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],Recovery Email\nZoe,Lefevre,zoe.lefevre@example.com,****,/Sales,zoe.private@example.org\nAn,De Smet,an.desmet@example.com,****,/,\n',
    sure(
      ['ready', 'Zoe Lefevre', 'zoe.lefevre@example.com'],
      ['ready', 'An De Smet', 'an.desmet@example.com'],
    ),
  ],
  [
    'Google Workspace, all columns',
    'First Name [Required],Last Name [Required],Email Address [Required],New Primary Email [UPLOAD ONLY],Recovery Email,Home Secondary Email,Work Secondary Email\nAn,De Smet,an@example.com,,an@home.example,an2@home.example,an2@example.com\n',
    sure(['ready', 'An De Smet', 'an@example.com']),
  ],
  [
    'Google Contacts: the address for work, whatever its place',
    'First Name,Middle Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value\nJan,Willem,Peeters,* Home,jan@home.example,Work,jan@example.com\nAn,,De Smet,Work,an@example.com,Home,an@home.example\nBo,,B,,bo@example.com,,\n',
    sure(
      ['ready', 'Jan Willem Peeters', 'jan@example.com'],
      ['ready', 'An De Smet', 'an@example.com'],
      ['ready', 'Bo B', 'bo@example.com'],
    ),
  ],
  [
    'Outlook in English',
    'Title,First Name,Middle Name,Last Name,Suffix,Company,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Notes\nMr.,Jan,,Peeters,,Acme,jan@example.com,SMTP,"Jan Peeters (jan@example.com)",jan@home.example,"two\nlines"\n,An,,De Smet,,Acme,"/o=ExchangeLabs/cn=an",EX,An,an@home.example,\n',
    sure(['ready', 'Jan Peeters', 'jan@example.com'], ['malformed', 'An De Smet', '/o=ExchangeLabs/cn=an']),
  ],
  [
    'Outlook in Dutch',
    'Titel;Voornaam;Middelste naam;Achternaam;Achtervoegsel;Bedrijf;E-mailadres;E-mailtype;E-mail, weergavenaam;E-mailadres 2\n;Jan;van;Dam;;Acme;jan@example.com;SMTP;Jan;jan@home.example\n',
    sure(['ready', 'Jan van Dam', 'jan@example.com']),
  ],
  [
    'Outlook in French',
    'Titre;Prénom;Deuxième prénom;Nom;Suffixe;Société;Adresse de messagerie;Type de messagerie;Nom complet de l’adresse de messagerie;Adresse de messagerie 2\n;Zoé;;Lefèvre;;Acme;zoe@example.com;SMTP;Zoé;zoe@home.example\n',
    sure(['ready', 'Zoé Lefèvre', 'zoe@example.com']),
  ],
  [
    'Outlook in German',
    'Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;E-Mail-Adresse;E-Mail-Typ;E-Mail: Angezeigter Name;E-Mail 2: Adresse\n;Jürgen;;Groß;;Acme;juergen@example.com;SMTP;J. Groß;jg@home.example\n',
    sure(['ready', 'Jürgen Groß', 'juergen@example.com']),
  ],
  [
    'Thunderbird in German',
    'Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse\nJürgen,Groß,J. Groß,JG,juergen@example.com,jg@home.example\n',
    sure(['ready', 'Jürgen Groß', 'juergen@example.com']),
  ],
  [
    'Personio in German',
    'Vorname;Nachname;E-Mail;Private E-Mail;Position;Status\nJürgen;Groß;juergen@example.com;jg@home.example;Leiter;aktiv\n',
    sure(['ready', 'Jürgen Groß', 'juergen@example.com']),
  ],
  [
    'BambooHR',
    'Employee #,First Name,Preferred Name,Last Name,Job Title,Home Email,Work Email\n1,Susan,Sue,Smith,CEO,sue@home.example,sue@example.com\n',
    sure(['ready', 'Sue Smith', 'sue@example.com']),
  ],
  [
    'AFAS',
    'Medewerker;Roepnaam;Voorvoegsel;Achternaam;E-mail privé;E-mail werk\n1001;Piet;van der;Berg;piet@home.example;piet@example.com\n1002;An;;De Smet;;an@example.com\n',
    sure(['ready', 'Piet van der Berg', 'piet@example.com'], ['ready', 'An De Smet', 'an@example.com']),
  ],
  [
    'SD Worx in French',
    'Matricule;Nom;Prénom;E-mail professionnel;E-mail privé\n7;Lefèvre;Zoé;zoe@example.com;zoe@home.example\n',
    sure(['ready', 'Zoé Lefèvre', 'zoe@example.com']),
  ],
  [
    'Workday',
    'Employee ID,Legal First Name,Legal Last Name,Primary Work Email,Primary Home Email,Manager Email\n1,An,De Smet,an@example.com,an@home.example,boss@example.com\n',
    sure(['ready', 'An De Smet', 'an@example.com']),
  ],
  [
    'headings in German',
    'Vorname;Nachname;E-Mail-Adresse;Rolle\nJürgen;Groß;juergen@example.com;Benutzer\n',
    sure(['ready', 'Jürgen Groß', 'juergen@example.com', 'user']),
  ],
  [
    'headings in French',
    'Prénom;Nom;Adresse e-mail;Rôle\nZoé;Lefèvre;zoe@example.com;Administratrice\n',
    sure(['ready', 'Zoé Lefèvre', 'zoe@example.com', 'admin']),
  ],
  [
    'cells with quotes and lines in them',
    'Name,Email,Role\n"Smith ""Bob"",\nJr.",bob@example.com,user\n"a ""quoted"" name",q@example.com,user\n"Peeters, Jan",jan@example.com,\n',
    sure(
      ['ready', 'Smith "Bob", Jr.', 'bob@example.com', 'user'],
      ['ready', 'a "quoted" name', 'q@example.com', 'user'],
      ['ready', 'Peeters, Jan', 'jan@example.com'],
    ),
  ],
  [
    'a title and empty lines above the headings',
    'Leden 2026;;\n;;\nNaam;E-mail;Rol\nAn De Smet;an@example.com;beheerder\n;;\nNaam;E-mail;Rol\nJan;jan@example.com;\n',
    sure(['ready', 'An De Smet', 'an@example.com', 'admin'], ['ready', 'Jan', 'jan@example.com']),
  ],
  [
    'a column of addresses alone',
    'E-mail\njan.peeters@example.com\nAn De Smet <an@example.com>\nnothing\n',
    sure(
      ['guessed', 'Jan Peeters', 'jan.peeters@example.com'],
      ['ready', 'An De Smet', 'an@example.com'],
      ['malformed', '', 'nothing'],
    ),
  ],
  [
    'two addresses in one cell: nobody knows which',
    'Name,Email\nAn,an@example.com; an@home.example\nJan,mailto:jan@example.com\n',
    sure(['several', 'An', 'an@example.com; an@home.example'], ['ready', 'Jan', 'jan@example.com']),
  ],
  [
    'a role that not every organisation has',
    'Full Name,Email,Role\nAn De Smet,an@example.com,Organizer\nJan,jan@example.com,super-admin\n',
    sure(
      ['unclearRole', 'An De Smet', 'an@example.com', 'organizer'],
      ['role', 'Jan', 'jan@example.com', 'super-admin'],
    ),
  ],
])('knows the columns of %s', (_program, text, rows) => {
  expect(read(text)).toEqual(rows);
});

it.each<[string, string, ReadPeople]>([
  [
    'headings in no known language',
    'Nombre completo;Correo;Ciudad\nJosé Núñez;jose@example.com;Madrid\nAna Ruiz;ana@example.com;Sevilla\n',
    proposed(['ready', 'José Núñez', 'jose@example.com'], ['ready', 'Ana Ruiz', 'ana@example.com']),
  ],
  [
    'words that may be names or towns',
    'Nombre;Apellidos;Correo;Ciudad\nJosé;Núñez;jose@example.com;Madrid\n',
    proposed(['guessed', 'Jose', 'jose@example.com']),
  ],
  [
    'two columns of addresses, one of them private',
    'Kontakt;Privat;Büro\nMia Roth;mia@home.example;mia@example.com\n',
    proposed(['ready', 'Mia Roth', 'mia@example.com']),
  ],
  [
    'no headings',
    'Jan Peeters\tjan@example.com\tmanager',
    proposed(['ready', 'Jan Peeters', 'jan@example.com', 'manager']),
  ],
  [
    'two columns of the same kind',
    'Name,E-mail,Email\nAn,an@example.com,an@example.org\n',
    proposed(['ready', 'An', 'an@example.com']),
  ],
  [
    'a known address beside what may be a name',
    'E-mail;Wie;Filiaal\nan@example.com;An De Smet;Gent\n',
    proposed(['ready', 'An De Smet', 'an@example.com']),
  ],
  [
    'addresses of someone else alone',
    'Name;Manager e-mail\nAn De Smet;boss@example.com\n',
    proposed(['ready', 'An De Smet', 'boss@example.com']),
  ],
  [
    'a heading that its column belies',
    'Name;E-mail;Contact\nAn De Smet;yes;an@example.com\nJan;no;jan@example.com\n',
    proposed(['ready', 'An De Smet', 'an@example.com'], ['ready', 'Jan', 'jan@example.com']),
  ],
])('asks about the columns: %s', (_what, text, rows) => {
  expect(read(text)).toEqual(rows);
});

it.each<[string, string, readonly Row[]]>([
  [
    'Outlook’s one line',
    'Peeters, Jan <jan.peeters@example.com>; De Smet, An (HR) <an.desmet@example.com>; zoe@example.com',
    [
      ['ready', 'Jan Peeters', 'jan.peeters@example.com'],
      ['ready', 'An De Smet', 'an.desmet@example.com'],
      ['guessed', 'Zoe', 'zoe@example.com'],
    ],
  ],
  [
    'spaces between',
    'alain@example.com michel@example.com\u00A0\tpaul@example.com',
    [
      ['guessed', 'Alain', 'alain@example.com'],
      ['guessed', 'Michel', 'michel@example.com'],
      ['guessed', 'Paul', 'paul@example.com'],
    ],
  ],
  [
    'apostrophes',
    "'t Hart, Piet <piet@example.com>\n't Hart <hart@example.com>\n's Gravesande <graves@example.com>\nSinéad O'Brien <o'brien@example.com>\n'Jan Peeters' <jan@example.com>\n'an@example.com' <an@example.com>",
    [
      ['ready', "Piet 't Hart", 'piet@example.com'],
      ['ready', "'t Hart", 'hart@example.com'],
      ['ready', "'s Gravesande", 'graves@example.com'],
      ['ready', "Sinéad O'Brien", "o'brien@example.com"],
      ['ready', 'Jan Peeters', 'jan@example.com'],
      ['guessed', 'An', 'an@example.com'],
    ],
  ],
  [
    'what is invisible',
    'jan@example.com\u200B\n\u200Ban@example.com\nJan\u00A0Peeters\u00A0<jan2@example.com>\n\u202Akarel@example.com\u202C\nWim <wim@example.com>\u00A0\nbo@exam\u00ADple.com\u2028eva@example.com',
    [
      ['guessed', 'Jan', 'jan@example.com'],
      ['guessed', 'An', 'an@example.com'],
      ['ready', 'Jan Peeters', 'jan2@example.com'],
      ['guessed', 'Karel', 'karel@example.com'],
      ['ready', 'Wim', 'wim@example.com'],
      ['guessed', 'Bo', 'bo@example.com'],
      ['guessed', 'Eva', 'eva@example.com'],
    ],
  ],
  [
    'internationalised addresses, a mailbox once',
    'Jürgen <info@münchen.example>\n用户@例子.example\njörg@example.com\ninfo+claritalk@example.com\nhart@xn--mnchen-3ya.example\nHART@münchen.example',
    [
      ['ready', 'Jürgen', 'info@münchen.example'],
      ['guessed', '用户', '用户@例子.example'],
      ['guessed', 'Jörg', 'jörg@example.com'],
      ['guessed', 'Info Claritalk', 'info+claritalk@example.com'],
      ['guessed', 'Hart', 'hart@xn--mnchen-3ya.example'],
      ['duplicate', 'HART', 'HART@münchen.example'],
    ],
  ],
  [
    'a semicolon at each end',
    'an@example.com;\r\njan@example.com;\r\n',
    [
      ['guessed', 'An', 'an@example.com'],
      ['guessed', 'Jan', 'jan@example.com'],
    ],
  ],
  [
    'links, brackets, numbers and dots',
    '[jan@example.com](mailto:jan@example.com)\n<an@example.com>\n"Karel" karel@example.com\nan2@example.com (An)\n1. wim@example.com\n- tom@example.com\n• [Bo Maes](mailto:bo@example.com?subject=Hi)\n2) Eva Claes <mailto:eva@example.com>\n> Leo Wouters [mailto:leo@example.com]\nInge Maes (inge@example.com)\nmailto:o%27brien@example.com',
    [
      ['guessed', 'Jan', 'jan@example.com'],
      ['guessed', 'An', 'an@example.com'],
      ['ready', 'Karel', 'karel@example.com'],
      ['unclearName', 'An', 'an2@example.com'],
      ['guessed', 'Wim', 'wim@example.com'],
      ['guessed', 'Tom', 'tom@example.com'],
      ['ready', 'Bo Maes', 'bo@example.com'],
      ['ready', 'Eva Claes', 'eva@example.com'],
      ['ready', 'Leo Wouters', 'leo@example.com'],
      ['ready', 'Inge Maes', 'inge@example.com'],
      ['guessed', "O'brien", "o'brien@example.com"],
    ],
  ],
  [
    'the head of a message',
    'To: Jan Peeters <jan@example.com>, "De Smet, An" <an@example.com>\nCc: bo@example.com, Wim <wim@example.com>, hello',
    [
      ['ready', 'Jan Peeters', 'jan@example.com'],
      ['ready', 'An De Smet', 'an@example.com'],
      ['guessed', 'Bo', 'bo@example.com'],
      ['ready', 'Wim', 'wim@example.com'],
      ['malformed', 'hello', ''],
    ],
  ],
  [
    'words near an address, which may be a name',
    'Jan Peeters jan@example.com\nan@example.com - An De Smet\nan3@example.com (work)\nBo Maes: bo@example.com\nAn: an2@example.com\nProf. Peeters, Eva (Extern) (NL) <eva@example.com>\nPeeters, Jan, Sales <jp@example.com>\nSmith, Bob, PhD <bob@example.com>\nAcme, Inc. <info@acme.example>',
    [
      ['unclearName', 'Jan Peeters', 'jan@example.com'],
      ['unclearName', 'An De Smet', 'an@example.com'],
      ['unclearName', 'work', 'an3@example.com'],
      ['unclearName', 'Bo Maes', 'bo@example.com'],
      ['unclearName', 'An', 'an2@example.com'],
      ['ready', 'Prof. Eva Peeters', 'eva@example.com'],
      ['unclearName', 'Peeters, Jan, Sales', 'jp@example.com'],
      ['ready', 'Bob Smith, PhD', 'bob@example.com'],
      ['ready', 'Acme, Inc.', 'info@acme.example'],
    ],
  ],
  [
    'what is not an address, and what was cut short',
    'hello\n-----\n"open quote\njan＠example.net\njan@\njan@example\n@jan\njan@example.com/an@example.com\njan@@example.com',
    [
      ['malformed', 'hello', ''],
      ['malformed', 'open quote', ''],
      ['guessed', 'Jan', 'jan@example.net'],
      ['malformed', 'Jan', 'jan@'],
      ['unclearEmail', 'Jan', 'jan@example'],
      ['malformed', '', ''],
      ['guessed', 'Jan', 'jan@example.com'],
      ['guessed', 'An', 'an@example.com'],
      ['several', 'Jan@', 'jan@@example.com'],
    ],
  ],
])('reads lists of addresses: %s', (_what, text, rows) => {
  expect(read(text)).toEqual({ asked: false, rows });
});

it('loses no line', () => {
  const list = readList('hello\n\n"open quote\njan@a.be');
  expect(list.kind === 'addresses' && list.people.map(({ line, raw }) => [line, raw])).toEqual([
    [1, 'hello'],
    [3, 'open quote'],
    [4, 'jan@a.be'],
  ]);
});
