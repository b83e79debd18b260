import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type LinkChange, linkOperator } from '#src/api/chat2desk/operator-links.ts';
import type { Operator } from '#src/api/chat2desk/operators.ts';
import type { User } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { OperatorPerson } from '#src/services/conversations/people-of.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { matchesWords } from '../../tab/matches-words.ts';

interface LinkDialogProps {
  readonly operator: Operator;
  /** Who they are now. */
  readonly people: readonly OperatorPerson[];
  readonly users: readonly User[];
  readonly onClose: () => void;
}

/** More are found by further words. */
const mostShown = 8;

/** Asks which person an operator is: whoever it is sees and answers the conversations assigned to that operator. */
export function LinkDialog({ operator, people, users, onClose }: LinkDialogProps) {
  const t = useTranslations('chat2desk.operators.link');
  const group = useId();
  const writing = useWrite<LinkChange, unknown>(linkOperator);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [invalid, setInvalid] = useState(false);
  const isThem = ({ uuid }: User) => people.some(({ user }) => user.uuid === uuid);
  const found = users.filter((user) => !isThem(user) && matchesWords(search, user.name, user.email));
  const shown = found.slice(0, mostShown);
  const request = (): LinkChange | undefined => {
    const isShown = shown.some(({ uuid }) => uuid === chosen);
    setInvalid(!isShown);
    return isShown && chosen !== undefined
      ? { ...wishNow(), person: chosen, operator: operator.id }
      : undefined;
  };
  return (
    <ChangeDialog
      title={t('title', { name: operator.name })}
      submit={t('submit')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <p>{t('lead')}</p>
      <ul className="ui-list ui-lines">
        {people.map(({ user, linked }) => (
          <li key={user.uuid}>
            <span>
              <span dir="auto">{user.name}</span>
              <span className="ui-note">{` · ${t(linked ? 'byAdmin' : 'byEmail')}`}</span>
            </span>
            {linked && (
              <Button
                size="compact-sm"
                variant="default"
                loading={writing.busy}
                aria-label={t('removeLabel', { name: user.name })}
                onClick={() => void writing.run({ ...wishNow(), person: user.uuid, operator: null })}
              >
                {t('remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <TextInput
        label={t('search')}
        value={search}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        error={invalid && t('missing')}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setInvalid(false);
        }}
      />
      <div role="radiogroup" aria-label={t('who')}>
        {shown.map(({ uuid, name, email }) => (
          <label key={uuid} className="ui-choice">
            <input
              type="radio"
              name={group}
              checked={chosen === uuid}
              onChange={() => {
                setChosen(uuid);
                setInvalid(false);
                writing.clear();
              }}
            />
            <span className="ui-grow">
              <span dir="auto">{name}</span>
              {email !== undefined && (
                <span className="ui-note" dir="auto">
                  {` ${email}`}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      <p className="ui-note" role="status">
        {found.length > mostShown
          ? t('more', { count: found.length - mostShown })
          : found.length === 0 && t('none')}
      </p>
    </ChangeDialog>
  );
}
