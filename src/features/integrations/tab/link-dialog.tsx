import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { User } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { LinkChange } from '#src/api/gateway/changes/link-person.ts';
import { useWrite, type Work } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { matchesWords } from './matches-words.ts';

interface LinkDialogProps {
  /** Whom the system knows. */
  readonly of: { readonly id: string; readonly name: string };
  /** What being them means here. */
  readonly lead: string;
  /** Who they are now; `linked`: an admin said so, otherwise it is the e-mail address. */
  readonly people: readonly { readonly user: User; readonly linked: boolean }[];
  readonly users: readonly User[];
  readonly work: Work<LinkChange, unknown>;
  readonly onClose: () => void;
}

/** More are found by further words. */
const mostShown = 8;

/** Asks which person of the organisation someone at a system is. */
export function LinkDialog({ of, lead, people, users, work, onClose }: LinkDialogProps) {
  const t = useTranslations('connections.link');
  const group = useId();
  const writing = useWrite(work);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [invalid, setInvalid] = useState(false);
  const isThem = ({ uuid }: User) => people.some(({ user }) => user.uuid === uuid);
  const found = users.filter((user) => !isThem(user) && matchesWords(search, user.name, user.email));
  const shown = found.slice(0, mostShown);
  const request = (): LinkChange | undefined => {
    const isShown = shown.some(({ uuid }) => uuid === chosen);
    setInvalid(!isShown);
    return isShown && chosen !== undefined ? { ...wishNow(), person: chosen, id: of.id } : undefined;
  };
  return (
    <ChangeDialog
      title={t('title', { name: of.name })}
      submit={t('submit')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <p dir="auto">{lead}</p>
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
                onClick={() => void writing.run({ ...wishNow(), person: user.uuid, id: null })}
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
