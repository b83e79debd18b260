import '@mantine/core/styles/Input.layer.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import panel from '#src/ui/panel.module.css';
import { TextFileButton } from '#src/ui/text-file/text-file-button.tsx';
import type { TextFileState } from '#src/ui/text-file/use-text-file.ts';
import { WhyNot } from '#src/ui/why-not.tsx';
import classes from './invite.module.css';
import { readList } from './list/read-list.ts';
import type { InvitationDraft } from './use-invitation-draft.ts';

interface InviteListFormProps {
  readonly draft: InvitationDraft;
  readonly file: TextFileState;
  readonly onText: (text: string) => void;
  readonly onCheck: (text: string) => void;
}

/** Where a list is written, pasted or taken from a file. */
export function InviteListForm({ draft: { text }, file, onText, onCheck }: InviteListFormProps) {
  const t = useTranslations('people.invite');
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useRefusals().admin(self);
  const id = useId();
  const [checked, setChecked] = useState<string>();
  // A file that was read without leaving this form contains nobody either.
  const isEmpty = (checked ?? (file.file && text)) === text && isNobody(text);
  const problem = file.problem ?? (isEmpty ? t('nobody') : undefined);
  return (
    <form
      className={panel.panel}
      onSubmit={(event) => {
        event.preventDefault();
        if (refusal) return;
        setChecked(text);
        onCheck(text);
      }}
    >
      <label htmlFor={id}>{t('list')}</label>
      <textarea
        id={id}
        className={classes.textarea}
        value={text}
        readOnly={refusal !== undefined}
        spellCheck={false}
        placeholder={'jan.peeters@example.com\nAn De Smet <an@example.com>\nName;E-mail;Role'}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => onText(event.currentTarget.value)}
        dir="auto"
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} role="alert" className="ui-problem" dir="auto">
          {problem}
        </p>
      )}
      <div className="ui-row">
        <WhyNot refusal={refusal}>
          {(blocked) => (
            <Button type="submit" {...blocked}>
              {t('check')}
            </Button>
          )}
        </WhyNot>
        {!refusal && (
          <TextFileButton
            label={t('file')}
            variant="default"
            accept=".csv,.txt,.tsv,text/*"
            onFile={file.take}
          />
        )}
      </div>
    </form>
  );
}

function isNobody(text: string): boolean {
  const list = readList(text);
  return list.kind === 'addresses' && list.people.length === 0;
}
