import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { makeCallMeeting } from '#src/api/claritalk/meetings/make-call-meeting.ts';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import type { RecordedCall } from '#src/api/gateway/calls/calls.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { useMakeTexts } from './use-make-texts.ts';

interface MakeDialogProps {
  readonly call: RecordedCall;
  /** Name or number. */
  readonly caller: string;
  readonly onClose: () => void;
}

/** What Claritalk takes. */
const longestName = 255;

/** Asks what the meeting of a call is called, and what it asks. */
export function MakeDialog({ call, caller, onClose }: MakeDialogProps) {
  const t = useTranslations('calls.make');
  const texts = useMakeTexts();
  const { data: types = [] } = useQuery(meetingTypesOptions());
  const [name, setName] = useState(() => t('name', { name: caller }));
  const [type, setType] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const making = useWrite(makeCallMeeting);
  const usual = types.find(({ isDefault }) => isDefault) ?? types[0];
  const submit = () => {
    setMissing(name.trim() === '');
    if (name.trim() === '') return false;
    const chosen = type === undefined ? usual?.id : Number(type);
    return making.run({ call: call.id, name: name.trim(), type: chosen });
  };
  return (
    <FormDialog
      title={t('title')}
      submit={t('submit')}
      busy={making.busy}
      error={isMissing && t('missing')}
      problem={<WriteResult of={making} texts={texts} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('dialogLead', { name: caller })}</p>
      <TextInput
        label={t('nameLabel')}
        value={name}
        maxLength={longestName}
        dir="auto"
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {types.length > 1 && (
        <NativeSelect
          label={t('type')}
          value={type ?? String(usual?.id ?? '')}
          data={types.map((one) => ({ value: String(one.id), label: one.name }))}
          onChange={(event) => setType(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
