import type { Catalogue } from './catalogue.ts';

export const de: Catalogue = {
  title: 'Aufnahme dieser Besprechung',
  who: '{person} möchte diese Besprechung aufnehmen.',
  why: 'Zweck: {purpose}',
  minutes: 'das Protokoll der Besprechung schreiben',
  kept: 'Claritalk verarbeitet die Aufnahme und erstellt mithilfe künstlicher Intelligenz eine Zusammenfassung. Die Aufnahme wird {kept} aufbewahrt.',
  rights:
    'Sie können widersprechen. Sie können jederzeit verlangen, dass die Aufnahme angehalten oder beendet wird, und Ihre Antwort unter dieser Adresse zurücknehmen.',
  name: 'Ihr Name (freiwillig)',
  nameHint: 'Er wird mit der Besprechung gespeichert und kann im Protokoll stehen.',
  agree: 'Ich bin einverstanden',
  object: 'Ich widerspreche',
  agreed: 'Sie haben am {time} zugestimmt. Wer aufnimmt, kann es jetzt sehen.',
  objected: 'Sie haben am {time} widersprochen. Wer aufnimmt, kann es jetzt sehen.',
  withdrawn: 'Sie haben Ihre Antwort am {time} zurückgenommen. Wer aufnimmt, kann es sehen.',
  withdraw: 'Meine Antwort zurücknehmen',
  change: 'Noch einmal antworten',
  receipt: 'Um sie auf einem anderen Gerät zurückzunehmen, behalten Sie diesen persönlichen Link:',
  closed: 'Antworten ist nicht mehr möglich: Die Aufnahme ist älter als ein Tag. Nichts wurde gespeichert.',
  full: 'Für diese Aufnahme können keine Antworten mehr gespeichert werden. Sagen Sie der Person, die aufnimmt, wie Sie entscheiden.',
  choose: 'Wählen Sie, ob Sie einverstanden sind oder widersprechen.',
  reference: 'Text {version}. Sie können Ihre Antwort hier bis zum {date} zurücknehmen.',
};
