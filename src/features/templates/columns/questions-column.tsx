import { Button } from '@mantine/core';
import { IconFolderSymlink, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Question, questionsOptions } from '#src/api/claritalk/questions.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { QuestionForm } from '../forms/question-form.tsx';
import { choose, type TemplatesAddress, writeAddress } from '../shared/address.ts';
import { AnswerExample } from '../shared/answer-example.tsx';
import { useQuestionRefusals } from '../shared/permission.ts';
import classes from '../shared/questions.module.css';
import { RefusedQuestions } from '../shared/refused-questions.tsx';
import { Column, type ColumnHandle, type Editing } from './column.tsx';
import columnClasses from './columns.module.css';
import type { RowAction } from './row-menu.tsx';
import type { GoTo } from './use-templates-address.ts';

interface QuestionsColumnProps {
  readonly ref: Ref<ColumnHandle>;
  readonly self: CurrentUser | undefined;
  readonly types: readonly MeetingType[] | undefined;
  readonly themes: readonly Theme[] | undefined;
  readonly themeId: number | undefined;
  readonly address: TemplatesAddress;
  readonly go: GoTo;
  readonly editing: Editing | undefined;
  readonly onEdit: (editing: Editing | undefined) => void;
}

const textOf = ({ question }: Question) => question;
const loadMoveDialogs = () => import('../dialogs/move-dialogs.tsx');
const loadDialogs = () => import('../dialogs/delete-dialogs.tsx');

/** The questions of the chosen theme; the chosen one says how its answer will look. */
export function QuestionsColumn(props: QuestionsColumnProps) {
  const { ref, self, types, themes, themeId, go, editing, onEdit } = props;
  // A choice here keeps the shown theme, even if it is shown because nothing was chosen.
  const address = { ...props.address, theme: themeId };
  const t = useTranslations('templates');
  const allowed = useQuestionRefusals(self, undefined).view === undefined;
  const query = useQuery({
    ...questionsOptions(themeId ?? 0),
    enabled: themeId !== undefined && self !== undefined && allowed,
  });
  const refusals = useQuestionRefusals(self, query.error);
  const known = (query.data ?? []).map(({ id }) => id);
  const [deleting, setDeleting] = useState<Question>();
  const dialogs = useOnDemand(loadDialogs, deleting !== undefined);
  const [moving, setMoving] = useState<Question>();
  const moveDialogs = useOnDemand(loadMoveDialogs, moving !== undefined);
  const actionsOf = (question: Question): readonly RowAction[] => [
    {
      key: 'edit',
      label: t('edit'),
      icon: IconPencil,
      run: () => onEdit({ column: 'questions', id: question.id }),
    },
    {
      key: 'move',
      label: t('move.question.action'),
      icon: IconFolderSymlink,
      refusal: refusals.delete,
      run: () => setMoving(question),
    },
    {
      key: 'delete',
      label: t('delete.action'),
      icon: IconTrash,
      danger: true,
      refusal: refusals.delete,
      run: () => setDeleting(question),
    },
  ];
  const failed = query.error && !query.data;
  return (
    <>
      <Column
        ref={ref}
        name="questions"
        scope={themeId}
        // Without a theme there are none; until the themes are loaded that is not known.
        items={themeId === undefined && types && themes ? [] : query.data}
        textOf={textOf}
        noteOf={({ outputType }) => (
          <span className={`ui-line ui-note ${columnClasses.note}`}>{t(`output.${outputType}.name`)}</span>
        )}
        hrefOf={({ id }) => paths.templates(writeAddress(choose(address, 'questions', id)))}
        currentId={address.question}
        sort={address.sort}
        find={address.find.questions}
        onFind={(text) => go((now) => ({ ...now, find: { ...now.find, questions: text } }), true)}
        rowRem={4}
        actionsOf={actionsOf}
        details={({ outputType }, onChange) => (
          <div className={`ui-tiny ${classes.details}`}>
            <p className="ui-dimmed">{t(`output.${outputType}.why`)}</p>
            <AnswerExample outputType={outputType} />
            <Button size="compact-sm" variant="default" onClick={onChange}>
              {t('edit')}
            </Button>
          </div>
        )}
        editor={(question, onClose) => (
          <QuestionForm
            label={t('nameOf.questions')}
            question={question.question}
            outputType={question.outputType}
            known={known}
            draftOf={(text, chosen) => ({ ...question, question: text, outputType: chosen })}
            onClose={onClose}
          />
        )}
        adder={
          themeId === undefined
            ? undefined
            : (onClose) => (
                <QuestionForm
                  label={t('nameOf.questions')}
                  question=""
                  outputType="single_line"
                  known={known}
                  draftOf={(text, outputType) => ({ themeId, question: text, outputType })}
                  onSaved={({ id }) =>
                    go((now) => choose({ ...now, find: { ...now.find, questions: '' } }, 'questions', id))
                  }
                  onClose={onClose}
                />
              )
        }
        addRefusal={refusals.view}
        {...(refusals.view
          ? { instead: <RefusedQuestions refusal={refusals.view} /> }
          : failed
            ? { instead: <Failure error={query.error} onRetry={() => void query.refetch()} /> }
            : {})}
        empty={t(themeId === undefined ? 'empty.noTheme' : 'empty.questions')}
        editing={editing?.column === 'questions' ? editing.id : undefined}
        onEdit={(id) => onEdit(id === undefined ? undefined : { column: 'questions', id })}
      />
      {moving && moveDialogs && types && themes && (
        <moveDialogs.MoveQuestionDialog
          question={moving}
          types={types}
          themes={themes}
          onClose={() => setMoving(undefined)}
        />
      )}
      {deleting && dialogs && (
        <dialogs.DeleteQuestionDialog
          question={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => {
            if (deleting.id === address.question) go((now) => choose(now, 'questions', undefined), true);
          }}
        />
      )}
    </>
  );
}

function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslations('templates');
  const gone = error instanceof ApiError && error.kind === 'not-found';
  return gone ? (
    <ErrorState error={undefined} title={t('missing')} />
  ) : (
    <ErrorState error={error} onRetry={onRetry} />
  );
}
