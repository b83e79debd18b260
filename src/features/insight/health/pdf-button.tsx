import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { fetchAsset } from '#src/api/client/fetch-asset.ts';
import { useFollowed } from '#src/lib/address/use-followed.ts';
import { serverDate } from '#src/lib/clock.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import type { HealthRequest } from '#src/services/search-index/insight/health.ts';
import type { Known } from '#src/services/search-index/known.ts';
import { useCoverage } from '../shared/coverage.tsx';
import type { Period } from '../shared/periods.ts';
import { useHealthDocument } from './use-health-document.ts';

interface PdfButtonProps {
  readonly request: HealthRequest;
  readonly period: Period;
  readonly known: Known;
}

/** More rows than this nobody reads on paper: the CSV has all. */
const most = { found: 100, shown: 300 } as const;

/** Saves what the filters show as a report that can be passed on. */
export function PdfButton({ request, period, known }: PdfButtonProps) {
  const t = useTranslations('health');
  const names = useTranslations('insight.period');
  const documentOf = useHealthDocument();
  const coverage = useCoverage(known);
  const make = async (signal: AbortSignal | undefined) => {
    const index = await indexStore.load();
    const { finding = 'any', level } = request;
    const all = { ...request, offset: 0 };
    const [found, shown, { writePdf }] = await Promise.all([
      index.health({
        ...all,
        level: 'questions',
        finding,
        sort: 'findings',
        descending: true,
        limit: most.found,
      }),
      index.health({ ...all, limit: most.shown }),
      import('#src/lib/document/pdf/pdf-writer.ts'),
    ]);
    const created = serverDate();
    const document = documentOf({ found, shown, level, coverage, period: names(period) });
    // A letter that no font has must not keep anyone from the numbers.
    const options = { created, readAsset: fetchAsset, incomplete: true };
    const content = await writePdf(document, signal ? { ...options, signal } : options);
    const name = `${t('file')}${known === 'all' ? '' : t('fileSoFar')}-${dayOf(created)}.pdf`;
    saveFile(new Blob([content], { type: 'application/pdf' }), name);
  };
  const { state, busy, run } = useWrite<void, void>((_queryClient, _, { signal }) => certainOf(make(signal)));
  const save = useFollowed(() => void run());
  return (
    <>
      <Button
        variant="default"
        loading={busy}
        leftSection={<IconFileTypePdf size={17} aria-hidden />}
        onClick={save}
      >
        {t('report.pdf')}
      </Button>
      <span role="status" dir="auto">
        {state.phase === 'refused' && t('report.failed')}
      </span>
    </>
  );
}
