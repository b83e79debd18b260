import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { storedMeetingOptions } from '#src/api/claritalk/meetings/stored-meeting.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { withoutIsolation } from '#src/i18n/isolation.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { BackToList } from '../detail/meeting-header.tsx';
import { duplicateOf, emptyForm, formOf } from './meeting-form.ts';
import { NewMeetingForm } from './new-meeting-form.tsx';

/** Creates a meeting without a recording, from scratch or as a copy. */
export function Component() {
  const t = useTranslations('meetingForm');
  const [params] = useSearchParams();
  const from = params.get('from') ?? undefined;
  const source = useQuery({
    ...storedMeetingOptions(from ?? ''),
    enabled: from !== undefined,
    refetchOnWindowFocus: false,
  });
  const { data: user } = useQuery(currentUserQuery());
  const copied = source.data && formOf(source.data.meeting, {});
  const ready = user && (from === undefined || copied !== undefined);
  return (
    <>
      <BackToList />
      <PageHeader
        title={t(from === undefined ? 'newTitle' : 'duplicateTitle')}
        lead={t(from === undefined ? 'newLead' : 'duplicateLead')}
      />
      {source.isError && <ErrorState error={source.error} onRetry={() => void source.refetch()} />}
      {!ready && !source.isError && <Skeleton height={420} radius="lg" aria-hidden />}
      {ready && (
        <NewMeetingForm
          key={from ?? ''}
          draftName={`new.${from ?? ''}`}
          filled={
            copied ? duplicateOf(copied, withoutIsolation(t('copyName', { name: copied.name }))) : emptyForm
          }
          userUuid={user.uuid}
        />
      )}
    </>
  );
}
