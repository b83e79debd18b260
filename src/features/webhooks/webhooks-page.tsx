import { Skeleton } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { webhooksOptions } from '#src/api/gateway/webhooks.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { WhyButton } from '#src/ui/why-not.tsx';
import { Deliveries } from './deliveries.tsx';
import { HookAddress } from './hook-address.tsx';

/** Where Claritalk delivers events, and what it delivered here; for admins. */
export function Component() {
  const t = useTranslations('webhooks');
  const { data: self, isError, error, refetch } = useQuery(currentUserQuery());
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {self && <Panels self={self} />}
      {!self && isError && <ErrorState error={error} onRetry={() => void refetch()} />}
    </>
  );
}

function Panels({ self }: { readonly self: CurrentUser }) {
  const t = useTranslations('webhooks');
  const refusal = useRefusals().admin(self);
  const { live } = clientConfig();
  const hook = useQuery({ ...webhooksOptions(), enabled: live && refusal === undefined });
  if (refusal) {
    return <EmptyState icon={IconWebhook} text={refusal.rule} action={<WhyButton refusal={refusal} />} />;
  }
  if (!live) return <EmptyState icon={IconWebhook} text={t('off')} action={null} />;
  if (hook.isError && !hook.data) {
    return <ErrorState error={hook.error} onRetry={() => void hook.refetch()} />;
  }
  return (
    <div className="ui-parts">
      {hook.data ? (
        <HookAddress hook={hook.data} self={self} />
      ) : (
        <Skeleton height={220} radius="lg" aria-hidden />
      )}
      <Deliveries hook={hook.data} />
    </div>
  );
}
