import '@mantine/core/styles/Input.layer.css';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { QueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TemplateWatch } from '#src/api/claritalk/change-templates.ts';
import type { Certain } from '#src/api/client/certain.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import classes from '../columns/columns.module.css';
import { WriteProblem } from '../shared/write-problem.tsx';

interface NameFormProps<Draft, Item> {
  readonly label: string;
  readonly name: string;
  /** Ids that are in the column now. */
  readonly known: readonly number[];
  /** What is to be written with a name, trimmed and not empty. */
  readonly draftOf: (name: string) => Draft;
  readonly onSave: (
    queryClient: QueryClient,
    draft: Draft,
    watch: TemplateWatch<Draft>,
  ) => Promise<Certain<Item>>;
  readonly onSaved?: (item: Item) => void;
  readonly onClose: () => void;
}

const maxLetters = 255;

/** A name in place of its row: Enter saves, Escape leaves it as it was. */
export function NameForm<Draft, Item>(props: NameFormProps<Draft, Item>) {
  const { label, name, draftOf, onSave, onSaved, onClose } = props;
  const t = useTranslations('templates.form');
  const [typed, setTyped] = useState(name);
  // As it was when the form was opened: anything that appears later may be what it created.
  const [known] = useState(props.known);
  const [problem, setProblem] = useState<string>();
  const saving = useWrite<Draft, Item>(
    (queryClient, draft, watch) => onSave(queryClient, draft, { ...watch, known }),
    (item) => {
      onSaved?.(item);
      onClose();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed.trim();
    if (wanted === '') setProblem(t('noName'));
    else if (wanted === name) onClose();
    else void saving.run(draftOf(wanted));
  };
  return (
    <form className={classes.nameForm} onSubmit={submit} noValidate>
      <TextInput
        className={classes.nameField ?? ''}
        size="xs"
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={maxLetters}
        autoComplete="off"
        ref={focusAndSelect}
        error={problem}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(undefined);
        }}
        onKeyDown={onKeys({ does: { Escape: onClose } })}
      />
      <ActionIcon type="submit" size={30} loading={saving.busy} aria-label={t('save')}>
        <IconCheck size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon size={30} variant="default" aria-label={t('cancel')} onClick={onClose}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
      <WriteProblem write={saving} />
    </form>
  );
}

/** Once it is mounted: whoever opened the form keeps typing. */
function focusAndSelect(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}
