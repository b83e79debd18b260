import { useTranslations } from 'use-intl';
import type { Report, ReportRow } from '#src/api/chat2desk/administration/statistics.ts';
import { Facts } from '#src/ui/facts.tsx';
import { figuresOf } from './summary.ts';
import { useReportTexts } from './use-report-texts.ts';

interface ReportFiguresProps {
  readonly report: Report;
  readonly rows: readonly ReportRow[] | undefined;
}

/** The numbers that say most about a report. */
export function ReportFigures({ report, rows = [] }: ReportFiguresProps) {
  const t = useTranslations('statistics.figures');
  const { amount } = useReportTexts();
  return (
    <div className="ui-pair">
      <Facts of={figuresOf(report, rows).map(({ id, value, kind }) => [t(id), amount(value, kind)])} />
    </div>
  );
}
