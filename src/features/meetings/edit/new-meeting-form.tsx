import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { isEmail } from '#contract/email.ts';
import {
  type CreatedMeeting,
  createMeeting,
  isCreationOpen,
  type NewMeeting,
} from '#src/api/claritalk/meetings/create-meeting.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { paths } from '#src/paths.ts';
import { Prepared } from '#src/services/conversations/prepared.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { changedFields, changeOf, emptyForm, type MeetingForm } from './meeting-form.ts';
import { MeetingFormView } from './meeting-form.tsx';
import { formOfMade, saveForm } from './save-form.ts';
import { useMeetingForm } from './use-meeting-form.ts';

interface NewMeetingFormProps {
  readonly draftName: string;
  readonly filled: MeetingForm;
  readonly userUuid: string;
}

interface Made {
  readonly value: CreatedMeeting;
  readonly of: MeetingForm;
}

/** The form of a new meeting, which is created once, whatever happens to the response. */
export function NewMeetingForm({ draftName, filled, userUuid }: NewMeetingFormProps) {
  const t = useTranslations('meetingForm');
  const navigate = useNavigate();
  const [initial] = useState(filled);
  const state = useMeetingForm({ initial, userUuid, draftName });
  const open = (id: string) => {
    state.finish();
    void navigate(paths.meeting(id), { replace: true });
  };
  const { form } = state;
  const creation = useWrite<MeetingForm, CreatedMeeting>(
    (queryClient, wanted, watch) =>
      createMeeting(queryClient, userUuid, draftName, meetingOf(wanted, userUuid), watch),
    // What was found is reported before it is opened, as is what was typed in the meantime.
    ({ id }, wanted, found) => !found && isSame(wanted, form) && open(id),
  );
  const made = creation.state.phase === 'done' ? creation.state : undefined;
  const isAsMade = made?.value.asWritten === true && isSame(made.of, form);
  const saving = useWrite<Made, Meeting>(
    async (queryClient, { value: { id, asWritten }, of }, watch) =>
      saveForm(queryClient, id, asWritten ? of : await formOfMade(id), form, watch),
    (_meeting, { value }) => open(value.id),
  );
  const look = useRef<() => unknown>(() => undefined);
  useEffect(() => {
    look.current = () => creation.look(form);
  });
  useEffect(() => {
    if (isCreationOpen(userUuid, draftName)) look.current();
  }, [userUuid, draftName]);
  const submit = () => {
    if (!made) void creation.run(form);
    else if (isAsMade) open(made.value.id);
    else void saving.run(made);
  };
  return (
    <MeetingFormView
      state={state}
      themesHint={undefined}
      submitLabel={t(made ? (isAsMade ? 'openCreated' : 'saveInCreated') : 'create')}
      saving={creation.busy || saving.busy}
      onSubmit={submit}
      onCancel={() => void navigate(-1)}
      prepared={
        <Prepared
          dossier={form.dossierId}
          names={form.attendees.map(({ name }) => name.trim()).filter(Boolean)}
          emails={form.attendees.map(({ email }) => email.trim()).filter(isEmail)}
          relations={form.attendees.map(({ integrationId }) => integrationId.trim()).filter(Boolean)}
        />
      }
      problem={
        <>
          <WriteNotice
            state={creation.state}
            texts={{
              unknown: t('unknownCreated'),
              found: t(isAsMade ? 'foundCreated' : 'foundOther'),
              notDone: t('notCreated'),
            }}
            onCheck={() => creation.look(form)}
          />
          {made && !made.found && (
            <Notice kind="info">
              <p>{t('foundOther')}</p>
            </Notice>
          )}
          <WriteNotice
            state={saving.state}
            texts={{ unknown: t('unknownSaved'), found: t('foundSaved'), notDone: t('notSaved') }}
            onCheck={submit}
          />
        </>
      }
    />
  );
}

const isSame = (one: MeetingForm, other: MeetingForm) => changedFields(one, other).length === 0;

function meetingOf(form: MeetingForm, userUuid: string): NewMeeting {
  const { name, ...change } = changeOf(emptyForm, form, {});
  return { ...change, name: name ?? '', user_id: userUuid };
}
