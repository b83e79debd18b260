import type { Catalogue } from './catalogue.ts';

export const de: Catalogue = {
  title: 'Aufnahme dieser Besprechung',
  who: '{person} möchte diese Besprechung aufnehmen.',
  why: 'Zweck: {purpose}',
  minutes: 'Erstellung des Protokolls der Besprechung',
  kept: 'Claritalk verarbeitet die Aufnahme und erstellt mithilfe künstlicher Intelligenz eine Zusammenfassung. Die Aufnahme wird {kept} aufbewahrt.',
  rights:
    'Es steht Ihnen frei zu widersprechen. Sie können jederzeit verlangen, dass die Aufnahme angehalten oder beendet wird, und Ihre Antwort unter dieser Adresse zurückziehen.',
  name: 'Ihr Name (freiwillig)',
  nameHint: 'Ihr Name wird mit der Besprechung gespeichert und kann im Protokoll erscheinen.',
  agree: 'Ich bin einverstanden',
  object: 'Ich widerspreche',
  agreed: 'Sie haben am {time} zugestimmt. Die Person, die aufnimmt, kann das jetzt sehen.',
  objected: 'Sie haben am {time} widersprochen. Die Person, die aufnimmt, kann das jetzt sehen.',
  withdrawn: 'Sie haben Ihre Antwort am {time} zurückgezogen. Die Person, die aufnimmt, kann das sehen.',
  withdraw: 'Meine Antwort zurückziehen',
  change: 'Noch einmal antworten',
  receipt:
    'Bewahren Sie diesen persönlichen Link auf, wenn Sie Ihre Antwort auch auf einem anderen Gerät zurückziehen möchten:',
  closed:
    'Es ist zu spät zum Antworten: Die Aufnahme ist mehr als einen Tag alt. Es wurde nichts gespeichert.',
  full: 'Für diese Aufnahme können keine Antworten mehr gespeichert werden. Teilen Sie Ihre Entscheidung der Person mit, die aufnimmt.',
  choose: 'Geben Sie an, ob Sie einverstanden sind oder widersprechen.',
  reference: 'Textfassung {version}. Sie können Ihre Antwort hier bis zum {date} zurückziehen.',
};
