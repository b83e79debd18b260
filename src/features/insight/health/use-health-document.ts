import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { withoutIsolation } from '#src/i18n/isolation.ts';
import { formattingLocale, isLanguage } from '#src/i18n/languages.ts';
import type { MinutesBlock, MinutesDocument } from '#src/lib/document/blocks.ts';
import { browserLocales } from '#src/lib/intl.ts';
import { remedies } from '#src/services/search-index/insight/findings.ts';
import type { Health, HealthRow } from '#src/services/search-index/insight/health.ts';
import { shareOf } from '#src/services/search-index/insight/tally.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import { useFigureText } from '../shared/use-figure-text.ts';

export interface HealthReport {
  /** Questions with findings. */
  readonly found: Health;
  /** What the page shows, all pages of it. */
  readonly shown: Health;
  readonly level: 'types' | 'themes' | 'questions';
  /** How much of the data it has seen. */
  readonly coverage: string;
  readonly period: string;
}

/** Writes a report on templates as a document: what is wrong and what to do, then all numbers. */
export function useHealthDocument(): (report: HealthReport) => MinutesDocument {
  const t = useTranslations('health');
  const period = useTranslations('insight.period');
  const format = useFormatter();
  const locale = useLocale();
  const names = useValueNames([]);
  const text = useFigureText();
  // A document has no place for invisible characters.
  const say = (said: string) => withoutIsolation(said);
  const typeOf = ({ typeId }: HealthRow) => (typeId === undefined ? t('noType') : names.type(typeId));
  const nameOf = (row: HealthRow, level: HealthReport['level']) =>
    ({ types: typeOf(row), themes: row.theme ?? t('noTheme'), questions: row.question ?? '' })[level];
  const share = (part: number, whole: number) => text.shown('share', shareOf(part, whole)) ?? '–';
  const number = (value: number | undefined) => text.shown('number', value) ?? '–';

  const finding = (row: HealthRow): MinutesBlock[] => [
    { kind: 'question', text: row.question ?? '' },
    {
      kind: 'paragraph',
      muted: true,
      lines: [[{ text: `${typeOf(row)} · ${row.theme ?? t('noTheme')}` }]],
    },
    {
      kind: 'paragraph',
      lines: row.findings.map(({ kind, of = '' }) => [
        { text: `${t(`findings.${kind}.name`)}. `, bold: true },
        { text: say(`${t(`findings.${kind}.why`, { of })} ${t(`remedies.${remedies[kind]}`)}`) },
      ]),
    },
  ];

  return ({ found, shown, level, coverage, period: chosen }) => {
    const { tally, meetings } = shown;
    const facts: readonly [string, string][] = [
      [period('label'), chosen],
      [t('columns.meetings'), number(meetings)],
      [t('columns.asked'), number(tally.asked)],
      [t('columns.answered'), `${number(tally.answered)} (${share(tally.answered, tally.asked)})`],
      [t('columns.reviewed'), number(tally.reviewed)],
      [t('columns.corrected'), number(tally.corrected)],
    ];
    return {
      language: isLanguage(locale) ? locale : 'en',
      locale: formattingLocale(isLanguage(locale) ? locale : 'en', browserLocales()),
      kind: t('report.kind'),
      name: t('title'),
      author: undefined,
      statusText: say(coverage),
      issuer: t('report.kind'),
      lead: t('report.kind'),
      foot: t('title'),
      watermark: undefined,
      facts: facts.map(([label, value]) => ({ label, value })),
      blocks: [
        { kind: 'heading', level: 2, text: t('columns.findings') },
        ...(found.rows.length === 0
          ? [{ kind: 'paragraph', lines: [[{ text: t('report.noFindings') }]] } as const]
          : found.rows.flatMap(finding)),
        ...cut(found.total, found.rows.length),
        { kind: 'heading', level: 2, text: t(`level.${level}`) },
        {
          kind: 'table',
          columns: [
            { label: t(`names.${level}`), weight: 46 },
            { label: t('columns.asked'), weight: 13 },
            { label: t('columns.answeredShare'), weight: 15 },
            { label: t('columns.correctedShare'), weight: 15 },
            { label: t('columns.length'), weight: 11 },
          ],
          rows: shown.rows.map((row) => [
            nameOf(row, level),
            number(row.asked),
            share(row.answered, row.asked),
            row.reviewed === 0
              ? '–'
              : say(t('of', { share: share(row.corrected, row.reviewed), reviewed: row.reviewed })),
            number(row.medianLength),
          ]),
        },
        ...cut(shown.total, shown.rows.length),
      ],
      seal: undefined,
      pageLabel: (page, total) =>
        t('report.page', { page: format.number(page), total: format.number(total) }),
    };
  };

  /** Says that there is more than a document can have. */
  function cut(total: number, written: number): MinutesBlock[] {
    if (total <= written) return [];
    return [{ kind: 'paragraph', muted: true, lines: [[{ text: t('report.cut', { written, total }) }]] }];
  }
}
