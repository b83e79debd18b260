/** The sentences from which the sandbox composes its texts, in one language. */
export interface Phrases {
  /** Marks a text as the sandbox's own. */
  readonly mark: string;
  readonly topics: string;
  readonly chat: string;
  readonly transcript: string;
  readonly fromNotes: string;
  recorded(name: string, duration: string | null): string;
  attended(names: string): string;
  noTranscript(reason: string): string;
  length(duration: string | null): string;
  present(name: string): string;
  listed(topic: string): string;
  followUp(topic: string): string;
}

const en: Phrases = {
  mark: 'Sandbox text, not speech recognition.',
  topics: 'Topics on the agenda',
  chat: 'Notes and chat',
  transcript: 'From the transcript',
  fromNotes: 'From the notes:',
  recorded: (name, duration) =>
    duration === null ? `“${name}” was registered.` : `“${name}” was recorded and lasts ${duration}.`,
  attended: (names) => `Listed as attendees: ${names}.`,
  noTranscript: (reason) => `A transcript was asked for and could not be made: ${reason}.`,
  length: (duration) => (duration === null ? 'The length is not known.' : `The recording lasts ${duration}.`),
  present: (name) => `${name} is listed as an attendee.`,
  listed: (topic) => `“${topic}” is on the agenda.`,
  followUp: (topic) => `Follow up on “${topic}”`,
};

const nl: Phrases = {
  mark: 'Sandboxtekst, geen spraakherkenning.',
  topics: 'Onderwerpen op de agenda',
  chat: 'Notities en chat',
  transcript: 'Uit de transcriptie',
  fromNotes: 'Uit de notities:',
  recorded: (name, duration) =>
    duration === null ? `“${name}” werd geregistreerd.` : `“${name}” werd opgenomen en duurt ${duration}.`,
  attended: (names) => `Vermelde deelnemers: ${names}.`,
  noTranscript: (reason) => `Een transcriptie werd gevraagd maar kon niet worden gemaakt: ${reason}.`,
  length: (duration) => (duration === null ? 'De duur is niet bekend.' : `De opname duurt ${duration}.`),
  present: (name) => `${name} staat vermeld als deelnemer.`,
  listed: (topic) => `“${topic}” staat op de agenda.`,
  followUp: (topic) => `“${topic}” opvolgen`,
};

const fr: Phrases = {
  mark: 'Texte du bac à sable, sans reconnaissance vocale.',
  topics: 'Sujets à l’ordre du jour',
  chat: 'Notes et messages',
  transcript: 'Extrait de la transcription',
  fromNotes: 'D’après les notes :',
  recorded: (name, duration) =>
    duration === null ? `« ${name} » a été consigné.` : `« ${name} » a été enregistré et dure ${duration}.`,
  attended: (names) => `Participants mentionnés : ${names}.`,
  noTranscript: (reason) => `Une transcription a été demandée mais n’a pas pu être faite : ${reason}.`,
  length: (duration) =>
    duration === null ? 'La durée n’est pas connue.' : `L’enregistrement dure ${duration}.`,
  present: (name) => `${name} figure parmi les participants.`,
  listed: (topic) => `« ${topic} » est à l’ordre du jour.`,
  followUp: (topic) => `Assurer le suivi de « ${topic} »`,
};

const de: Phrases = {
  mark: 'Sandbox-Text, keine Spracherkennung.',
  topics: 'Themen auf der Tagesordnung',
  chat: 'Notizen und Chat',
  transcript: 'Aus dem Transkript',
  fromNotes: 'Aus den Notizen:',
  recorded: (name, duration) =>
    duration === null ? `„${name}“ wurde erfasst.` : `„${name}“ wurde aufgezeichnet und dauert ${duration}.`,
  attended: (names) => `Als Teilnehmende genannt: ${names}.`,
  noTranscript: (reason) => `Ein Transkript war gewünscht, konnte aber nicht erstellt werden: ${reason}.`,
  length: (duration) =>
    duration === null ? 'Die Dauer ist nicht bekannt.' : `Die Aufnahme dauert ${duration}.`,
  present: (name) => `${name} ist als teilnehmend genannt.`,
  listed: (topic) => `„${topic}“ steht auf der Tagesordnung.`,
  followUp: (topic) => `„${topic}“ nachverfolgen`,
};

const languages: Readonly<Record<string, Phrases>> = { en, nl, fr, de };

/** Phrases of a locale such as `nl-BE`; English for languages that the sandbox does not know. */
export const phrasesOf = (locale: string): Phrases => languages[locale.slice(0, 2)] ?? en;
