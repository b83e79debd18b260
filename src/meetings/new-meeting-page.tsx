import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingKeys } from '#src/api/meetings.ts';
import { createMeeting } from '#src/api/save-meeting.ts';
import { storedMeetingOptions } from '#src/api/stored-meeting.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { ErrorState } from '#src/ui/error-state.tsx';
import { useErrorText } from '#src/ui/error-text.ts';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { MeetingFormView } from './meeting-form.tsx';
import { BackLink } from './meeting-header.tsx';
import { changeOf, duplicateOf, emptyForm, formOf, type MeetingForm } from './model/meeting-form.ts';
import { useMeetingForm } from './use-meeting-form.ts';

/** Makes a meeting without a recording, from nothing or like another one. */
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
      <BackLink />
      <PageHeader
        title={t(from === undefined ? 'newTitle' : 'duplicateTitle')}
        lead={t(from === undefined ? 'newLead' : 'duplicateLead')}
      />
      {source.isError && <ErrorState error={source.error} onRetry={() => void source.refetch()} />}
      {!ready && !source.isError && <Skeleton height={420} radius="lg" aria-hidden />}
      {ready && (
        <NewForm
          key={from ?? ''}
          draftName={`new.${from ?? ''}`}
          filled={copied ? duplicateOf(copied, t('copyName', { name: copied.name })) : emptyForm}
          userUuid={user.uuid}
        />
      )}
    </>
  );
}

interface NewFormProps {
  readonly draftName: string;
  readonly filled: MeetingForm;
  readonly userUuid: string;
}

function NewForm({ draftName, filled, userUuid }: NewFormProps) {
  const t = useTranslations('meetingForm');
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [initial] = useState(filled);
  const state = useMeetingForm({ initial, userUuid, draftName });
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const save = async () => {
    setSaving(true);
    setFailure(undefined);
    try {
      const { name, ...change } = changeOf(emptyForm, state.form, {});
      const meeting = await createMeeting({ ...change, name: name ?? '', user_id: userUuid });
      void queryClient.invalidateQueries({ queryKey: meetingKeys.lists });
      state.finish();
      void navigate(paths.meeting(meeting.id), { replace: true });
    } catch (error) {
      setFailure(error);
      setSaving(false);
    }
  };
  return (
    <MeetingFormView
      state={state}
      themesHint={undefined}
      submitLabel={t('create')}
      saving={saving}
      onSubmit={() => void save()}
      onCancel={() => void navigate(-1)}
      problem={
        failure !== undefined && (
          <div role="alert">
            <Notice kind="danger">
              <p>{`${errorText(failure)} ${t('notCreated')}`}</p>
            </Notice>
          </div>
        )
      }
    />
  );
}
