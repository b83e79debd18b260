/** What is said on the telephone and written in channels, in the languages of the firm. `{client}` and `{firm}` are first names. */

export type Locale = 'en' | 'nl' | 'fr' | 'de';

interface Spoken {
  /** Transcriptions of calls; what is missing are names. */
  readonly calls: readonly string[];
  /** Conversations: lines of the firm and of the client by turns, the firm first. */
  readonly threads: readonly (readonly string[])[];
}

export const spoken: Readonly<Record<Locale, Spoken>> = {
  en: {
    calls: [
      '{firm} here. Good morning, {client}. – Morning. I am calling about the VAT return. – Yes, we still miss two invoices of the garage. – I will send them today. – Then we file on Thursday.',
      'Hello {firm}, {client} speaking. Can we move our meeting to Tuesday? – Let me look. Eleven o’clock would do. – Perfect, I will bring the bank statements.',
      '{client}, about the lease: the bank wants the annual accounts. – I will send them a copy, and you get the final version on Friday. – Thank you, that helps.',
    ],
    threads: [
      [
        'Hello {client}, your draft accounts are ready. Shall I send them here?',
        'Yes please, {firm}.',
        'Done. Note the depreciation on page four.',
        'Seen it. It looks right to me.',
      ],
      [
        'We still need the mileage log of the van.',
        'I thought the garage had sent it?',
        'Only up to March.',
        'Then I will ask them again tomorrow.',
        'Thank you, {client}.',
      ],
      [
        'The payroll of this month is done.',
        'Thanks! Is the bonus of Sam in it?',
        'It is, with the tax on it.',
        'Great.',
      ],
    ],
  },
  nl: {
    calls: [
      'Met {firm}. Dag {client}. – Goedemorgen, ik bel over de btw-aangifte. – Ja, we missen nog twee facturen van de garage. – Die stuur ik vandaag. – Dan dienen we donderdag in.',
      'Dag {firm}, met {client}. Kunnen we onze afspraak naar dinsdag verzetten? – Even kijken. Om elf uur kan. – Prima, dan breng ik de bankuittreksels mee.',
      '{client}, over de leasing: de bank vraagt de jaarrekening. – Ik bezorg hun een kopie, en u krijgt vrijdag de definitieve versie. – Dank u, dat helpt.',
    ],
    threads: [
      [
        'Dag {client}, uw ontwerpjaarrekening is klaar. Zal ik ze hier bezorgen?',
        'Graag, {firm}.',
        'Verstuurd. Let op de afschrijving op bladzijde vier.',
        'Gezien, dat klopt volgens mij.',
      ],
      [
        'We hebben het kilometerregister van de bestelwagen nog nodig.',
        'Had de garage dat niet gestuurd?',
        'Alleen tot en met maart.',
        'Dan vraag ik het morgen nog eens.',
        'Bedankt, {client}.',
      ],
      [
        'De lonen van deze maand zijn verwerkt.',
        'Bedankt! Zit de premie van Sam erin?',
        'Ja, met de bedrijfsvoorheffing erop.',
        'Super.',
      ],
    ],
  },
  fr: {
    calls: [
      '{firm} à l’appareil. Bonjour {client}. – Bonjour, j’appelle pour la déclaration TVA. – Il nous manque encore deux factures du garage. – Je les envoie aujourd’hui. – Alors nous déposons jeudi.',
      'Bonjour {firm}, c’est {client}. Peut-on déplacer notre rendez-vous à mardi ? – Je regarde. Onze heures, c’est possible. – Parfait, j’apporterai les extraits bancaires.',
      '{client}, pour le leasing : la banque demande les comptes annuels. – Je lui en envoie une copie, et vous aurez la version définitive vendredi. – Merci, cela m’aide.',
    ],
    threads: [
      [
        'Bonjour {client}, votre projet de comptes est prêt. Je vous l’envoie ici ?',
        'Oui, volontiers, {firm}.',
        'C’est fait. Voyez l’amortissement à la page quatre.',
        'Vu, cela me semble correct.',
      ],
      [
        'Il nous faut encore le carnet de route de la camionnette.',
        'Le garage ne l’avait pas envoyé ?',
        'Seulement jusqu’en mars.',
        'Alors je le redemande demain.',
        'Merci, {client}.',
      ],
      [
        'Les salaires de ce mois sont traités.',
        'Merci ! La prime de Sam est comprise ?',
        'Oui, avec le précompte.',
        'Très bien.',
      ],
    ],
  },
  de: {
    calls: [
      '{firm} am Apparat. Guten Morgen, {client}. – Guten Morgen, ich rufe wegen der Mehrwertsteuererklärung an. – Uns fehlen noch zwei Rechnungen der Werkstatt. – Die schicke ich heute. – Dann reichen wir am Donnerstag ein.',
      'Guten Tag {firm}, hier {client}. Können wir unseren Termin auf Dienstag verlegen? – Moment. Um elf Uhr geht es. – Sehr gut, ich bringe die Kontoauszüge mit.',
      '{client}, zum Leasing: Die Bank möchte den Jahresabschluss. – Ich schicke ihr eine Kopie, und Sie bekommen am Freitag die endgültige Fassung. – Danke, das hilft.',
    ],
    threads: [
      [
        'Guten Tag {client}, Ihr Entwurf des Jahresabschlusses ist fertig. Soll ich ihn hier schicken?',
        'Gern, {firm}.',
        'Erledigt. Beachten Sie die Abschreibung auf Seite vier.',
        'Gesehen, das passt aus meiner Sicht.',
      ],
      [
        'Wir brauchen noch das Fahrtenbuch des Lieferwagens.',
        'Hatte die Werkstatt es nicht geschickt?',
        'Nur bis März.',
        'Dann frage ich morgen noch einmal nach.',
        'Danke, {client}.',
      ],
      [
        'Die Löhne dieses Monats sind abgerechnet.',
        'Danke! Ist die Prämie von Sam dabei?',
        'Ja, mit der Lohnsteuer.',
        'Wunderbar.',
      ],
    ],
  },
};
