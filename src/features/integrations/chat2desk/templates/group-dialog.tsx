import '@mantine/core/styles/Input.layer.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type GroupWish, saveTemplateGroup } from '#src/api/chat2desk/templates.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';

interface GroupDialogProps {
  /** Undefined for a new one. */
  readonly group: Named | undefined;
  readonly onClose: () => void;
}

/** Asks for the name of a category of templates. */
export function GroupDialog({ group, onClose }: GroupDialogProps) {
  const t = useTranslations('chat2desk.templates.group');
  const writing = useWrite<GroupWish, unknown>(saveTemplateGroup);
  const [typed, setTyped] = useState(group?.name ?? '');
  const [invalid, setInvalid] = useState(false);
  const name = typed.trim();
  const request = (): GroupWish | 'same' | undefined => {
    setInvalid(name === '');
    if (name === '') return undefined;
    return name === group?.name ? 'same' : { ...wishNow(), id: group?.id, name };
  };
  return (
    <ChangeDialog
      title={group ? t('renameTitle', { name: group.name }) : t('create')}
      submit={t(group ? 'rename' : 'submit')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <TextInput
        label={t('name')}
        value={typed}
        maxLength={255}
        autoComplete="off"
        data-autofocus
        error={invalid && t('missing')}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setInvalid(false);
          writing.clear();
        }}
      />
    </ChangeDialog>
  );
}
