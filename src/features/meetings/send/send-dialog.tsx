import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { meetingSentOptions } from '#src/api/gateway/meeting-sent.ts';
import { useLanguage } from '#src/i18n/use-language.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { ownLanguageOf } from './letters.ts';
import { SendForm } from './send-form.tsx';
import { useRecipients } from './use-recipients.ts';

interface SendDialogProps {
  readonly meeting: Meeting;
  readonly onClose: () => void;
}

/** Sends clients of a meeting what was decided in it. */
export function SendDialog({ meeting, onClose }: SendDialogProps) {
  const t = useTranslations('sharing');
  const { language } = useLanguage();
  const { data: user } = useQuery(currentUserQuery());
  const sent = useQuery(meetingSentOptions(meeting.id));
  const { query, recipients, isAsking } = useRecipients(meeting.id);
  const failed = [query, sent].find(({ isError, data }) => isError && !data);
  const [isFirst] = useState(ownLanguageOf(meeting, language));
  if (user && recipients && !isAsking && sent.data && recipients.length > 0) {
    return (
      <SendForm
        meeting={meeting}
        user={user}
        recipients={recipients}
        sent={sent.data}
        language={isFirst}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog title={t('title')} submit={undefined} onSubmit={() => false} onClose={onClose}>
      {failed ? (
        <ErrorState error={failed.error} title={t('failed')} onRetry={() => void failed.refetch()} />
      ) : recipients?.length === 0 ? (
        <p>{t(user?.role === 'admin' ? 'nobodyAdmin' : 'nobody')}</p>
      ) : (
        <Skeleton height={220} aria-hidden />
      )}
    </FormDialog>
  );
}
