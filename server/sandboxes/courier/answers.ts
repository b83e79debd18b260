/** What simulated clients write back, by language. */
const answers: Readonly<Record<string, readonly string[]>> = {
  en: ['That suits me, thanks.', 'I will look for the papers tonight.', 'Could you explain the last point?'],
  nl: [
    'Dat past voor mij, bedankt.',
    'Ik zoek de papieren vanavond op.',
    'Kunt u het laatste punt toelichten?',
  ],
  fr: [
    'Cela me convient, merci.',
    'Je cherche les papiers ce soir.',
    'Pouvez-vous expliquer le dernier point ?',
  ],
  de: [
    'Das passt mir, danke.',
    'Ich suche die Unterlagen heute Abend.',
    'Können Sie den letzten Punkt erklären?',
  ],
};

/** One of them in turn. */
export function answerOf(locale: unknown, turn: number): string {
  const all = answers[String(locale).slice(0, 2)] ?? answers.en ?? [];
  return all[turn % all.length] ?? '';
}
