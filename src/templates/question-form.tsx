import '@mantine/core/styles/Input.layer.css';
import { Button } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OutputType } from '#src/api/questions.ts';
import { OutputTypeField } from './output-type-field.tsx';
import classes from './questions.module.css';
import { useWriteProblem } from './use-write-problem.ts';

interface QuestionFormProps {
  readonly label: string;
  readonly question: string;
  readonly outputType: OutputType;
  /** Writes the question, trimmed and not empty. */
  readonly onSave: (question: string, outputType: OutputType) => Promise<unknown>;
  readonly onClose: () => void;
}

const mostLetters = 2000;

/** A question and how long its answer may be. Ctrl or ⌘ with Enter saves, Escape leaves it as it was. */
export function QuestionForm({ label, question, outputType, onSave, onClose }: QuestionFormProps) {
  const t = useTranslations('templates.form');
  const problemText = useWriteProblem();
  const id = useId();
  const [typed, setTyped] = useState(question);
  const [chosen, setChosen] = useState(outputType);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    const wanted = typed.trim();
    if (saving) return;
    if (wanted === '') return setProblem(t('noQuestion'));
    if (wanted === question && chosen === outputType) return onClose();
    setSaving(true);
    try {
      await onSave(wanted, chosen);
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
  };
  return (
    <form className={classes.form} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <textarea
        ref={focusAtEnd}
        className={classes.field}
        aria-label={label}
        placeholder={label}
        rows={2}
        maxLength={mostLetters}
        value={typed}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : id}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      {problem !== undefined && (
        <p id={id} role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <OutputTypeField value={chosen} onChange={setChosen} />
      <div className={classes.formActions}>
        <Button type="submit" size="xs" loading={saving}>
          {t('save')}
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Once it is there: whoever asked for the form goes on typing. */
function focusAtEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
