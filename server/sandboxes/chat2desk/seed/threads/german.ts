import type { Thread } from './thread.ts';

export const german: readonly Thread[] = [
  {
    tag: 'VAT',
    lines: [
      '< Guten Morgen, fehlen Ihnen noch Rechnungen für die Mehrwertsteuer?',
      '* Danke für Ihre Nachricht. Wir antworten während der Bürozeiten.',
      '> Guten Morgen {client}, die beiden Rechnungen der Werkstatt fehlen noch.',
      '< Ich scanne sie heute Nachmittag ein.',
      '< Hier sind sie, beide in einer Datei. [invoices.pdf]',
      '> Angekommen, danke. Wir reichen am 20. ein.',
      '< Wunderbar, danke {operator}!',
    ],
  },
  {
    tag: 'Appointment',
    lines: [
      '< Hallo {operator}, können wir unseren Termin auf nächste Woche verschieben?',
      '> Natürlich. Passt Ihnen Dienstag um zehn?',
      '< Zehn ist schwierig, geht auch elf?',
      '> Dann elf Uhr. Sie bekommen eine neue Einladung.',
      '# Von Donnerstag verschoben; es geht um den Jahresabschluss.',
      '< [voice-message.wav]',
      '> Die Kontoauszüge seit Januar, bitte.',
    ],
  },
  {
    tag: 'Annual accounts',
    lines: [
      '> Guten Tag {client}, der Entwurf des Jahresabschlusses liegt bereit.',
      '< Danke. Die Abschreibungen sind höher als im Vorjahr, stimmt das?',
      '> Ja, wegen des Lieferwagens vom Mai. Es steht auf Seite vier.',
      '< Klar. Mein Teilhaber möchte ihn auch sehen.',
      '> Ich habe ihn Ihnen beiden geschickt. Bestätigen Sie bitte hier?',
      '< Wir sind einverstanden.',
    ],
  },
  {
    tag: 'Payroll',
    lines: [
      '< Hallo, zum Ersten des Monats stellen wir jemanden ein.',
      '> Glückwunsch! Ich brauche Vertrag, Ausweis und Bankverbindung.',
      '< Vollzeit sind bei uns 38 Stunden, oder?',
      '> Genau. Teilzeit muss vor dem ersten Tag gemeldet sein.',
      '< Es ist Vollzeit. Die Unterlagen kommen jetzt.',
      '> Alles da. Die Anmeldung ist erledigt.',
      '# Die Lohnabteilung übernimmt.',
    ],
  },
  {
    tag: 'Tax',
    lines: [
      '< Ich habe einen Brief wegen einer Vorauszahlung. Was mache ich damit?',
      '* Wir haben Ihre Nachricht erhalten.',
      '> Können Sie mir ein Foto davon schicken, {client}?',
      '< Geschickt. [letter.png]',
      '> Das ist nur eine Erinnerung: bezahlt wurde letzte Woche.',
      '< Gott sei Dank, vielen Dank.',
    ],
  },
  {
    tag: 'Documents',
    lines: [
      '> Guten Tag {client}, uns fehlt noch die Versicherungsbescheinigung.',
      '< Der Makler hat sie mir für morgen versprochen.',
      '> Gut, dann warte ich bis morgen.',
      '< Hier ist sie endlich. [certificate.pdf]',
      '> Danke, das war das letzte Stück.',
      '< Schönes Wochenende!',
    ],
  },
];
