import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type LoaderFunctionArgs, useNavigate, useParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { meetingKeys } from '#src/api/meetings.ts';
import { queryClientContext } from '#src/api/query-client.ts';
import { updateMeeting } from '#src/api/save-meeting.ts';
import { storedMeetingOptions } from '#src/api/stored-meeting.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/templates.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths, requiredParam } from '#src/app/paths.ts';
import { ErrorState } from '#src/ui/error-state.tsx';
import { useErrorText } from '#src/ui/error-text.ts';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { MeetingFormView } from './meeting-form.tsx';
import { MeetingBackLink } from './meeting-header.tsx';
import { changeOf, clashes, type FormField, formOf, type MeetingForm } from './model/meeting-form.ts';
import { ReviewReadOnly } from './review-read-only.tsx';
import { useMeetingForm } from './use-meeting-form.ts';

/** Begins to load the meeting; the page shows itself meanwhile. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(storedMeetingOptions(requiredParam(params, 'id')));
  void queryClient.prefetchQuery(meetingTypesOptions());
  void queryClient.prefetchQuery(themesOptions());
  return null;
}

/** Changes what is known of a meeting. */
export function Component() {
  const id = requiredParam(useParams(), 'id');
  const t = useTranslations('meetingForm');
  // Read once: what others change meanwhile is looked at when it is saved, and never written over what one types.
  const query = useQuery({ ...storedMeetingOptions(id), refetchOnWindowFocus: false });
  const { data: user } = useQuery(currentUserQuery());
  const stored = query.data;
  const owned = stored && user && stored.meeting.ownerUuid?.toLowerCase() === user.uuid.toLowerCase();
  return (
    <>
      <MeetingBackLink id={id} />
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

/** Somebody else changed the same fields. */
class Clash extends Error {
  readonly fields: readonly FormField[];
  readonly stored: MeetingForm;
  constructor(fields: readonly FormField[], stored: MeetingForm) {
    super('the same fields were changed meanwhile');
    this.fields = fields;
    this.stored = stored;
  }
}

function EditForm({ id, initial, userUuid }: EditFormProps) {
  const t = useTranslations('meetingForm');
  const format = useFormatter();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // What the form is compared with: as it was read, or as it was shown in a clash.
  const [began, setBegan] = useState(initial);
  const state = useMeetingForm({ initial: began, userUuid, draftName: `edit.${id}` });
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { form } = state;
  const save = async () => {
    setSaving(true);
    setFailure(undefined);
    try {
      const saved = await updateMeeting(id, ({ meeting, metadata }) => {
        const now = formOf(meeting, metadata);
        const fields = clashes(began, form, now);
        if (fields.length > 0) throw new Clash(fields, now);
        const change = changeOf(began, form, metadata);
        return Object.keys(change).length > 0 ? change : undefined;
      });
      queryClient.setQueryData(meetingKeys.detail(id), saved);
      void queryClient.invalidateQueries({ queryKey: meetingKeys.lists });
      void queryClient.removeQueries({ queryKey: storedMeetingOptions(id).queryKey });
      state.finish();
      void navigate(paths.meeting(id));
    } catch (error) {
      // From here on theirs is what is written over, knowingly.
      if (error instanceof Clash) setBegan(error.stored);
      setFailure(error);
      setSaving(false);
    }
  };
  return (
    <MeetingFormView
      state={state}
      themesHint={t('themesCopied')}
      submitLabel={t('save')}
      saving={saving}
      onSubmit={() => void save()}
      onCancel={() => void navigate(paths.meeting(id))}
      problem={
        <>
          {state.restored && state.dirty && failure === undefined && (
            <Notice kind="info" action={{ label: t('restoredDiscard'), onClick: state.reset }}>
              <p>{t('restored')}</p>
            </Notice>
          )}
          {failure !== undefined && (
            <div role="alert">
              <Notice kind="danger">
                <p>
                  {failure instanceof Clash
                    ? t('clash', { fields: format.list(failure.fields.map((field) => t(`fields.${field}`))) })
                    : `${errorText(failure)} ${t('notSaved')}`}
                </p>
              </Notice>
            </div>
          )}
        </>
      }
    />
  );
}
