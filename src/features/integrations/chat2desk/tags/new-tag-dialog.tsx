import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { createTag, type NewTag, type TagGroup } from '#src/api/chat2desk/tags.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';

interface NewTagDialogProps {
  readonly groups: readonly TagGroup[];
  readonly onClose: () => void;
}

/** As long as Chat2Desk accepts. */
const longest = { label: 20, description: 1000, group: 255 };

/** Asks for a new tag, in one of the groups or in a new one: Chat2Desk lists no group without a tag. */
export function NewTagDialog({ groups, onClose }: NewTagDialogProps) {
  const t = useTranslations('chat2desk.tags.create');
  const writing = useWrite<NewTag, unknown>(createTag);
  const [chosen, setChosen] = useState(String(groups[0]?.id ?? ''));
  const [form, setForm] = useState({ label: '', description: '', group: '' });
  // The same group is created once, also when its tag is refused.
  const [groupKey, setGroupKey] = useState(() => crypto.randomUUID());
  const [invalid, setInvalid] = useState(false);
  const isNew = chosen === '';
  const [label, group] = [form.label.trim(), form.group.trim()];
  const edit = (change: Partial<typeof form>) => {
    setForm({ ...form, ...change });
    setInvalid(false);
    writing.clear();
  };
  const request = (): NewTag | undefined => {
    if (label === '' || (isNew && group === '')) {
      setInvalid(true);
      return undefined;
    }
    const wanted = isNew ? { name: group, key: groupKey } : { id: Number(chosen) };
    return { ...wishNow(), label, description: form.description.trim(), group: wanted };
  };
  return (
    <ChangeDialog
      title={t('title')}
      submit={t('submit')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <TextInput
        label={t('label')}
        description={t('labelHint', { count: longest.label })}
        value={form.label}
        maxLength={longest.label}
        data-autofocus
        autoComplete="off"
        error={invalid && label === '' && t('labelMissing')}
        onChange={(event) => edit({ label: event.currentTarget.value })}
      />
      <TextInput
        label={t('description')}
        value={form.description}
        maxLength={longest.description}
        autoComplete="off"
        onChange={(event) => edit({ description: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('group')}
        value={chosen}
        data={[
          ...groups.map(({ id, name }) => ({ value: String(id), label: name })),
          { value: '', label: t('newGroup') },
        ]}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          edit({});
        }}
      />
      {isNew && (
        <TextInput
          label={t('groupName')}
          value={form.group}
          maxLength={longest.group}
          autoComplete="off"
          error={invalid && group === '' && t('groupMissing')}
          onChange={(event) => {
            edit({ group: event.currentTarget.value });
            setGroupKey(crypto.randomUUID());
          }}
        />
      )}
    </ChangeDialog>
  );
}
