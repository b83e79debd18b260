import '@mantine/core/styles/Input.layer.css';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './columns.module.css';
import { useWriteProblem } from './use-write-problem.ts';

interface NameFormProps {
  readonly label: string;
  readonly name: string;
  /** Writes the name, trimmed and not empty. */
  readonly onSave: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
}

const mostLetters = 255;

/** A name in the place of its row: Enter saves, Escape leaves it as it was. */
export function NameForm({ label, name, onSave, onClose }: NameFormProps) {
  const t = useTranslations('templates.form');
  const problemText = useWriteProblem();
  const [typed, setTyped] = useState(name);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async (wanted: string) => {
    setSaving(true);
    try {
      await onSave(wanted);
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed.trim();
    if (saving) return;
    if (wanted === '') setProblem(t('noName'));
    else if (wanted === name) onClose();
    else void save(wanted);
  };
  return (
    <form className={classes.nameForm} onSubmit={submit} noValidate>
      <TextInput
        className={classes.nameField ?? ''}
        size="xs"
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={mostLetters}
        autoComplete="off"
        ref={focusAndSelect}
        error={problem}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose();
        }}
      />
      <ActionIcon type="submit" size={30} loading={saving} aria-label={t('save')}>
        <IconCheck size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon size={30} variant="default" aria-label={t('cancel')} onClick={onClose}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </form>
  );
}

/** Once it is there: whoever asked for the form goes on typing. */
function focusAndSelect(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}
