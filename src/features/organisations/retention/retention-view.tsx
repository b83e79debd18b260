import { Skeleton } from '@mantine/core';
import { IconClockOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { retentionOptions } from '#src/api/gateway/retention/retention.ts';
import { paths } from '#src/paths.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { WhyButton } from '#src/ui/why-not.tsx';
import { HoldsPanel } from './holds-panel.tsx';
import { ListPanel } from './list-panel.tsx';
import { OwnPanel } from './own-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';

/** How long meetings are kept: rules, holds, and what is due by them. For admins. */
export function RetentionView() {
  const t = useTranslations('retention');
  const nav = useTranslations('nav');
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useRefusals().admin(self);
  const query = useQuery({ ...retentionOptions(), enabled: self !== undefined && refusal === undefined });
  return (
    <>
      <BackLink to={paths.organisations()} label={nav('organisations')} />
      <PageHeader title={t('title')} lead={t('lead')} />
      {refusal ? (
        <div className="ui-parts">
          <OwnPanel />
          <EmptyState icon={IconClockOff} text={refusal.rule} action={<WhyButton refusal={refusal} />} />
        </div>
      ) : query.data ? (
        <div className="ui-parts">
          <OwnPanel />
          <RulesPanel retention={query.data} />
          <HoldsPanel retention={query.data} />
          <ListPanel retention={query.data} />
        </div>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton height={320} radius="lg" aria-hidden />
      )}
    </>
  );
}
