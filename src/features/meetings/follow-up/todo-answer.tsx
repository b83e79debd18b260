import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type TodoAnswer as Answer, dismissAnswer } from '#src/api/gateway/todo-follow-ups.ts';
import { paths } from '#src/paths.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { Notice } from '#src/ui/notice.tsx';
import type { FollowedTodo } from './followed-todo.ts';

interface TodoAnswerProps {
  readonly todo: FollowedTodo;
  readonly answer: Answer;
  readonly onDone: (() => void) | undefined;
}

/** What the client wrote since they were reminded: a person decides what that means. */
export function TodoAnswer({ todo, answer, onDone }: TodoAnswerProps) {
  const t = useTranslations('followUp.answer');
  const more = useTranslations('followUp');
  const format = useFormatter();
  const dismissing = useWrite(dismissAnswer, undefined, shownAnyway);
  const { message, text, dialog, client } = answer;
  const at = answer.at ? format.dateTime(answer.at, { dateStyle: 'medium', timeStyle: 'short' }) : '–';
  const dismiss = () =>
    void dismissing.run({ meeting: todo.meeting.id, todo: todo.key, message, ...wishNow() });
  return (
    <div role="status">
      <Notice kind="info" title={t('title')}>
        <p dir="auto">{t('said', { client, at })}</p>
        <blockquote dir="auto">{text === '' ? t('noText') : text}</blockquote>
        <div className="ui-row ui-tight" data-screen>
          {onDone ? (
            <Button
              size="compact-sm"
              aria-label={t('doneOf', { what: todo.description })}
              onClick={onDone}
              dir="auto"
            >
              {t('done')}
            </Button>
          ) : (
            <span className="ui-note" dir="auto">
              {t('notOwn')}
            </span>
          )}
          <Button
            size="compact-sm"
            variant="default"
            loading={dismissing.busy}
            aria-label={t('dismissOf', { what: todo.description })}
            onClick={dismiss}
            dir="auto"
          >
            {t('dismiss')}
          </Button>
          <Link to={paths.conversation(dialogId(dialog))}>{more('conversation')}</Link>
        </div>
        <WriteNotice
          state={dismissing.state}
          texts={{ unknown: t('dismissUnknown'), found: t('dismissFound'), notDone: t('dismissFailed') }}
          onCheck={() => dismissing.look()}
        />
      </Notice>
    </div>
  );
}
