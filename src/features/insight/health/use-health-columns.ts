import { useTranslations } from 'use-intl';
import { remedies } from '#src/services/search-index/insight/findings.ts';
import type { HealthLevel, HealthRow } from '#src/services/search-index/insight/health.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import { useFigureText } from '../shared/use-figure-text.ts';

/** What a report on templates says of each row, for a file. */
export function useHealthColumns(level: HealthLevel) {
  const t = useTranslations('health');
  const names = useValueNames([]);
  const text = useFigureText();
  const number = (id: 'asked' | 'answered' | 'reviewed' | 'flagged' | 'corrected') => ({
    title: t(`columns.${id}`),
    cell: (row: HealthRow) => text.inFile('number', row[id]),
  });
  return [
    {
      title: t('names.types'),
      cell: ({ typeId }: HealthRow) => (typeId === undefined ? t('noType') : names.type(typeId)),
    },
    ...(level === 'types' ? [] : [{ title: t('names.themes'), cell: ({ theme }: HealthRow) => theme ?? '' }]),
    ...(level === 'questions'
      ? [{ title: t('names.questions'), cell: ({ question }: HealthRow) => question ?? '' }]
      : [
          {
            title: t('columns.questions'),
            cell: ({ questions }: HealthRow) => text.inFile('number', questions),
          },
        ]),
    number('asked'),
    number('answered'),
    {
      title: t('columns.unanswered'),
      cell: ({ asked, answered }: HealthRow) => text.inFile('number', asked - answered),
    },
    number('reviewed'),
    number('flagged'),
    number('corrected'),
    {
      title: t('columns.length'),
      cell: ({ medianLength }: HealthRow) => text.inFile('number', medianLength),
    },
    { title: t('columns.earlier'), cell: ({ trend }: HealthRow) => text.inFile('share', trend?.earlier) },
    { title: t('columns.later'), cell: ({ trend }: HealthRow) => text.inFile('share', trend?.later) },
    {
      title: t('columns.findings'),
      cell: ({ findings }: HealthRow) => findings.map(({ kind }) => t(`findings.${kind}.name`)).join('; '),
    },
    {
      title: t('columns.remedies'),
      cell: ({ findings }: HealthRow) =>
        [...new Set(findings.map(({ kind }) => t(`remedies.${remedies[kind]}`)))].join(' '),
    },
  ];
}
