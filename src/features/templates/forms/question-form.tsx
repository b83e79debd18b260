import '@mantine/core/styles/Input.layer.css';
import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { saveQuestion } from '#src/api/claritalk/change-templates.ts';
import type { QuestionDraft } from '#src/api/claritalk/edit-templates.ts';
import type { OutputType, Question } from '#src/api/claritalk/questions.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import classes from '../shared/questions.module.css';
import { WriteProblem } from '../shared/write-problem.tsx';
import { OutputTypeField } from './output-type-field.tsx';

interface QuestionFormProps {
  readonly label: string;
  readonly question: string;
  readonly outputType: OutputType;
  /** Ids of the questions that are there now. */
  readonly known: readonly number[];
  /** What is to be written with a question, trimmed and not empty. */
  readonly draftOf: (question: string, outputType: OutputType) => QuestionDraft;
  readonly onSaved?: (question: Question) => void;
  readonly onClose: () => void;
}

const maxLetters = 2000;

/** A question and how long its answer may be. Ctrl or ⌘ with Enter saves, Escape leaves it as it was. */
export function QuestionForm(props: QuestionFormProps) {
  const { label, question, outputType, draftOf, onSaved, onClose } = props;
  const t = useTranslations('templates.form');
  const id = useId();
  const [typed, setTyped] = useState(question);
  const [chosen, setChosen] = useState(outputType);
  // As it was when the form was opened: anything that appears later may be what it created.
  const [known] = useState(props.known);
  const [problem, setProblem] = useState<string>();
  const saving = useWrite<QuestionDraft, Question>(
    (queryClient, draft, watch) => saveQuestion(queryClient, draft, { ...watch, known }),
    (saved) => {
      onSaved?.(saved);
      onClose();
    },
  );
  const save = () => {
    const wanted = typed.trim();
    if (wanted === '') return setProblem(t('noQuestion'));
    if (wanted === question && chosen === outputType) return onClose();
    void saving.run(draftOf(wanted, chosen));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <form
      className={`ui-stack ui-full ${classes.form}`}
      onSubmit={submit}
      onKeyDown={onKeys({ does: { Escape: onClose, 'Mod+Enter': save } })}
      noValidate
    >
      <textarea
        ref={focusAtEnd}
        className={classes.field}
        aria-label={label}
        placeholder={label}
        rows={2}
        maxLength={maxLetters}
        value={typed}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : id}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(undefined);
        }}
        dir="auto"
      />
      {problem !== undefined && (
        <p id={id} role="alert" className="ui-problem" dir="auto">
          {problem}
        </p>
      )}
      <WriteProblem write={saving} />
      <OutputTypeField value={chosen} onChange={setChosen} />
      <div className="ui-line">
        <Button type="submit" size="xs" loading={saving.busy}>
          {t('save')}
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Once it is mounted: whoever opened the form keeps typing. */
function focusAtEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
