import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { Report } from '#src/api/chat2desk/administration/statistics.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';

interface NotInPlanProps {
  readonly report: Report;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Chat2Desk does not give a report: which feature it belongs to, what Chat2Desk says, and what to do. */
export function NotInPlan({ report, error, onRetry }: NotInPlanProps) {
  const t = useTranslations('statistics.notInPlan');
  const errorText = useErrorText();
  const feature = report === 'web_analytics' ? 'tracking' : 'statistics';
  return (
    <div role="status">
      <EmptyState
        icon={IconLock}
        text={
          <>
            <strong>{t(`${feature}.title`)}</strong>
            <br />
            <span>{t(`${feature}.text`)}</span>
            <br />
            <span dir="auto">{errorText(error)}</span>
          </>
        }
        action={
          <Button variant="default" onClick={onRetry}>
            {t('again')}
          </Button>
        }
      />
    </div>
  );
}
