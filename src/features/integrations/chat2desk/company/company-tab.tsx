import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { apiInfoOptions, companyOptions } from '#src/api/chat2desk/administration/company.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { TabHead } from '../../tab/tab-head.tsx';
import { ChannelsPanel } from './channels-panel.tsx';
import { CompanyPanel } from './company-panel.tsx';
import { ModePanel } from './mode-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { QrPanel } from './qr-panel.tsx';
import { UnsentPanel } from './unsent-panel.tsx';
import { WebhooksPanel } from './webhooks-panel.tsx';

/** The company at Chat2Desk: what it is and may, and what applies to all of it. */
export function Component() {
  const t = useTranslations('company');
  const company = useQuery(companyOptions());
  const api = useQuery(apiInfoOptions());
  const failed = [company, api].find((query) => query.isError && !query.data);
  return (
    <div className="ui-parts ui-narrow">
      <TabHead title={t('title')} count={company.data?.name ?? ''} />
      {failed && (
        <ErrorState title={t('failed')} error={failed.error} onRetry={() => void failed.refetch()} />
      )}
      {!failed && !(company.data && api.data) && <Skeleton height={280} radius="lg" aria-hidden />}
      {company.data && api.data && (
        <>
          <CompanyPanel company={company.data} api={api.data} />
          <ModePanel company={company.data} />
        </>
      )}
      <ChannelsPanel />
      <WebhooksPanel />
      {api.data && <NotesPanel notes={api.data.notes} />}
      <QrPanel />
      {company.data && <UnsentPanel company={company.data} />}
    </div>
  );
}
