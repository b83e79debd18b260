import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { meetingSentOptions } from '#src/api/gateway/meeting-sent.ts';
import { documentLanguageOf } from '#src/i18n/document-languages.ts';
import { useLanguage } from '#src/i18n/use-language.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { SkeletonFields } from '#src/ui/dialog/skeleton-fields.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { type Unreached, unreachedOf } from '../shared/reach.ts';
import { SendForm } from './send-form.tsx';
import { UnreachedNotice } from './unreached-notice.tsx';
import { useRecipients } from './use-recipients.ts';

const loadFirst = async () =>
  (await import('#src/services/conversations/first-contact-dialog.tsx')).FirstContactDialog;

interface SendDialogProps {
  readonly meeting: Meeting;
  readonly onClose: () => void;
}

/** Sends clients of a meeting what was decided in it. */
export function SendDialog({ meeting, onClose }: SendDialogProps) {
  const t = useTranslations('sharing');
  const { language } = useLanguage();
  const { data: user } = useQuery(currentUserQuery());
  const { data: systems = [] } = useQuery(connectedSystemsOptions());
  const sent = useQuery(meetingSentOptions(meeting.id, systems));
  const { recipients, people, failed } = useRecipients(meeting.id, systems);
  const broken = sent.isError && !sent.data ? sent : recipients?.length === 0 ? failed[0] : undefined;
  const isAdmin = user?.role === 'admin';
  const [first, setFirst] = useState<Unreached>();
  const First = useOnDemand(loadFirst, first !== undefined);
  const unreached = user && recipients ? unreachedOf(meeting.attendees, recipients, user) : [];
  const notice = (
    <UnreachedNotice
      unreached={unreached}
      isAdmin={isAdmin}
      onFirst={isAdmin && systems.includes('chat2desk') ? setFirst : undefined}
    />
  );
  // In place of this one: what was written is kept, and who was added is among the recipients.
  if (first && First) {
    const { name, email } = first;
    return <First meeting={meeting.id} attendee={name} email={email} onClose={() => setFirst(undefined)} />;
  }
  if (user && recipients && sent.data && recipients.length > 0) {
    return (
      <SendForm
        meeting={meeting}
        user={user}
        recipients={recipients}
        people={people}
        unreached={notice}
        failed={failed}
        sent={sent.data}
        language={documentLanguageOf(meeting.locale) ?? language}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog title={t('title')} submit={undefined} onSubmit={() => false} onClose={onClose}>
      {broken ? (
        <ErrorState error={broken.error} title={t('failed')} onRetry={() => void broken.refetch()} />
      ) : recipients?.length === 0 ? (
        <>
          <p>{t(isAdmin ? 'nobodyAdmin' : 'nobody')}</p>
          {notice}
        </>
      ) : (
        <SkeletonFields count={4} />
      )}
    </FormDialog>
  );
}
