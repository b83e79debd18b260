/**
 * What people who are recorded agree to, in the languages in which meetings are held. It is shown in the meeting's
 * language, whatever the interface's is, so that it can be read out. Any change of words is a new version: meetings
 * keep the version that was confirmed, and old ones stay in the history of this file.
 */
export const statementVersion = '2026-11';

const statements: Readonly<Record<string, string>> = {
  en: 'This meeting is being recorded. Claritalk processes the recording and writes a summary with the help of artificial intelligence. Everybody present has been told of this and agrees. Anybody may ask at any time to pause or stop the recording, or to have it deleted.',
  nl: 'Deze vergadering wordt opgenomen. Claritalk verwerkt de opname en schrijft met behulp van artificiële intelligentie een samenvatting. Alle aanwezigen zijn hiervan op de hoogte en gaan akkoord. Iedereen kan op elk moment vragen om de opname te pauzeren, te stoppen of te laten verwijderen.',
  fr: 'Cette réunion est enregistrée. Claritalk traite l’enregistrement et rédige un résumé à l’aide de l’intelligence artificielle. Toutes les personnes présentes en ont été informées et sont d’accord. Chacun peut demander à tout moment de suspendre ou d’arrêter l’enregistrement, ou de le faire supprimer.',
  de: 'Diese Besprechung wird aufgezeichnet. Claritalk verarbeitet die Aufnahme und erstellt mithilfe künstlicher Intelligenz eine Zusammenfassung. Alle Anwesenden wurden darüber informiert und sind einverstanden. Jede Person kann jederzeit verlangen, dass die Aufnahme angehalten, beendet oder gelöscht wird.',
};

export interface ConsentStatement {
  /** The language that it is in: English where there is no statement in the meeting's. */
  readonly locale: string;
  readonly text: string;
  readonly version: string;
}

/** The statement for a meeting in this language (an IETF tag; `nl-BE` reads Dutch). */
export function consentStatement(locale: string): ConsentStatement {
  const language = locale.slice(0, 2).toLowerCase();
  const own = statements[language];
  const [spoken, text] = own === undefined ? ['en', statements.en ?? ''] : [language, own];
  return { locale: spoken, text, version: statementVersion };
}
