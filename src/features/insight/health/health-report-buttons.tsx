import { useTranslations } from 'use-intl';
import { CsvDownload } from '#src/services/csv/csv-download.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import type { HealthRequest, HealthRow } from '#src/services/search-index/insight/health.ts';
import type { Known } from '#src/services/search-index/known.ts';
import type { Period } from '../shared/periods.ts';
import { PdfButton } from './pdf-button.tsx';
import { useHealthColumns } from './use-health-columns.ts';

interface HealthReportButtonsProps {
  readonly request: HealthRequest;
  readonly period: Period;
  readonly known: Known;
  readonly empty: boolean;
}

/** Saves what the filters show, all pages of it. */
export function HealthReportButtons({ request, period, known, empty }: HealthReportButtonsProps) {
  const t = useTranslations('health');
  const columns = useHealthColumns(request.level);
  return (
    <>
      {!empty && <PdfButton request={request} period={period} known={known} />}
      <CsvDownload<HealthRow>
        name={`${t('file')}${known === 'all' ? '' : t('fileSoFar')}`}
        read={async (most) => {
          const index = await indexStore.load();
          const { rows, total } = await index.health({ ...request, offset: 0, limit: most });
          return { entries: rows, more: total > rows.length };
        }}
        columns={columns}
        empty={empty}
      />
    </>
  );
}
