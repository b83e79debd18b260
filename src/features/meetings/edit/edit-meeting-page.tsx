import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type LoaderFunctionArgs, useNavigate, useParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { storedMeetingOptions } from '#src/api/claritalk/meetings/stored-meeting.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { ReviewReadOnly } from '../review/review-read-only.tsx';
import { changedFields, formOf, type MeetingForm } from './meeting-form.ts';
import { MeetingFormView } from './meeting-form.tsx';
import { Clash, saveForm } from './save-form.ts';
import { useMeetingForm } from './use-meeting-form.ts';

/** Prefetches the meeting without blocking navigation. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(storedMeetingOptions(requiredParam(params, 'id')));
  void queryClient.prefetchQuery(meetingTypesOptions());
  void queryClient.prefetchQuery(themesOptions());
  return null;
}

/** Edits a meeting. */
export function Component() {
  const id = requiredParam(useParams(), 'id');
  const t = useTranslations('meetingForm');
  // Read once: what others change in the meantime is compared when it is saved, and never replaces what is being typed.
  const query = useQuery({ ...storedMeetingOptions(id), refetchOnWindowFocus: false });
  const { data: user } = useQuery(currentUserQuery());
  const stored = query.data;
  const owned = stored && user && stored.meeting.ownerUuid?.toLowerCase() === user.uuid.toLowerCase();
  return (
    <>
      <BackLink to={paths.meeting(id)} label={t('back')} />
      <PageHeader title={t('editTitle')} lead={stored?.meeting.name} />
      {query.isError && !stored && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!query.isError && (!stored || !user) && <Skeleton height={420} radius="lg" aria-hidden />}
      {stored && user && !owned && (
        <ReviewReadOnly reason="edit-not-owner" ownerUuid={stored.meeting.ownerUuid} />
      )}
      {stored && owned && (
        <EditForm key={id} id={id} initial={formOf(stored.meeting, stored.metadata)} userUuid={user.uuid} />
      )}
    </>
  );
}

interface EditFormProps {
  readonly id: string;
  readonly initial: MeetingForm;
  readonly userUuid: string;
}

function EditForm({ id, initial, userUuid }: EditFormProps) {
  const t = useTranslations('meetingForm');
  const format = useFormatter();
  const navigate = useNavigate();
  // What the form is compared with: as it was read, or as it was shown in a clash.
  const [began, setBegan] = useState(initial);
  const [rest, setRest] = useState<MeetingForm>();
  const state = useMeetingForm({ initial: began, userUuid, draftName: `edit.${id}` });
  const { form } = state;
  const saving = useWrite<MeetingForm, Meeting>(
    async (queryClient, written, watch) => {
      try {
        return await saveForm(queryClient, id, began, written, watch);
      } catch (error) {
        // From here on, theirs is overwritten knowingly.
        if (error instanceof Clash) setBegan(error.stored);
        throw error;
      }
    },
    (_saved, written) => {
      if (changedFields(written, form).length > 0) {
        // More was typed in the meantime: that is saved too.
        setBegan(written);
        setRest(form);
        return;
      }
      state.finish();
      void navigate(paths.meeting(id));
    },
  );
  const { run } = saving;
  useEffect(() => {
    if (rest) void run(rest);
  }, [run, rest]);
  const clash = saving.state.phase === 'refused' && saving.state.error instanceof Clash && saving.state.error;
  return (
    <MeetingFormView
      state={state}
      themesHint={t('themesCopied')}
      submitLabel={t('save')}
      saving={saving.busy}
      onSubmit={() => void saving.run(form)}
      onCancel={() => void navigate(paths.meeting(id))}
      problem={
        <>
          {state.restored && state.dirty && saving.state.phase === 'idle' && (
            <Notice kind="info" action={{ label: t('restoredDiscard'), onClick: state.reset }}>
              <p>{t('restored')}</p>
            </Notice>
          )}
          {clash ? (
            <div role="alert">
              <Notice kind="danger">
                <p>
                  {t('clash', { fields: format.list(clash.fields.map((field) => t(`fields.${field}`))) })}
                </p>
              </Notice>
            </div>
          ) : (
            <WriteNotice
              state={saving.state}
              texts={{ unknown: t('unknownSaved'), found: t('foundSaved'), notDone: t('notSaved') }}
              onCheck={() => void saving.run(form)}
            />
          )}
        </>
      }
    />
  );
}
