import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { useAmountText } from '#src/services/search-index/known.ts';
import { Modal } from '#src/ui/dialog/modal.tsx';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import type { Entry } from './model/entries.ts';
import { Options } from './options.tsx';
import classes from './palette.module.css';
import { remember } from './recent.ts';
import { useGroups } from './use-groups.ts';

interface PaletteDialogProps {
  /** Pages and actions that the person can use. Keeps its identity as long as nothing changes. */
  readonly given: readonly Entry[];
  readonly onClose: () => void;
}

/** Finds pages, actions, meetings, people and templates by a few letters. */
export function PaletteDialog({ given, onClose }: PaletteDialogProps) {
  const t = useTranslations('palette');
  const { data: user } = useQuery(currentUserQuery());
  return (
    <Modal className={`ui-card ${classes.dialog}`} name={{ label: t('title') }} light onClose={onClose}>
      {(close) => <>{user && <Finder user={user} given={given} close={close} />}</>}
    </Modal>
  );
}

interface FinderProps {
  readonly user: CurrentUser;
  readonly given: readonly Entry[];
  readonly close: () => void;
}

function Finder({ user, given, close }: FinderProps) {
  const t = useTranslations('palette');
  const navigate = useNavigate();
  const amountText = useAmountText();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState<string>();
  // What is typed is shown at once, whatever it takes to find something.
  const found = useDeferredValue(query);
  const isBehind = found !== query;
  const { groups, known } = useGroups(found, user, given);
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.max(
    0,
    entries.findIndex(({ key }) => key === active),
  );
  const current = entries[at];
  // Made once: the options are not drawn again for a letter that changes nothing of theirs.
  const choose = useCallback(
    (entry: Entry) => {
      remember(user.uuid, entry.key);
      // First, so that the focus is given back before the page or the action takes it.
      close();
      if ('to' in entry.act) void navigate(entry.act.to);
      else entry.act.run();
    },
    [user.uuid, close, navigate],
  );
  // Enter applies to what was typed, even if the list does not show that yet, not to what was first before.
  const [entered, setEntered] = useState(false);
  const chooseCurrent = () => {
    if (isBehind) setEntered(true);
    else if (current) choose(current);
  };
  useEffect(() => {
    if (!entered || isBehind) return;
    setEntered(false);
    if (current) choose(current);
  }, [entered, isBehind, current, choose]);
  const step = (by: 1 | -1) => () =>
    setActive(entries[(at + by + entries.length) % Math.max(1, entries.length)]?.key);
  return (
    <>
      <div className={`ui-line ui-dimmed ui-fixed ${classes.field}`}>
        <IconSearch size={19} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: a dialog takes the focus, and this is what it is for.
          autoFocus
          type="text"
          role="combobox"
          className={classes.input}
          aria-label={t('field')}
          placeholder={t('field')}
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          {...(current ? { 'aria-activedescendant': `${listId}-${current.key}` } : {})}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(undefined);
            setEntered(false);
          }}
          onKeyDown={onKeys({
            does: { Enter: chooseCurrent },
            moves: { ArrowDown: step(1), ArrowUp: step(-1) },
          })}
          dir="auto"
        />
      </div>
      <Options id={listId} groups={groups} current={current?.key} onChoose={choose} />
      {entries.length === 0 && (
        <p className={`ui-hint ${classes.nothing}`}>{t(known === 'all' ? 'nothing' : 'nothingYet')}</p>
      )}
      <p role="status" className="ui-hidden">
        {query === '' ? '' : amountText(known, entries.length, t('count', { count: entries.length }))}
      </p>
      <p className={`ui-note ui-over ui-fixed ${classes.keys}`} aria-hidden>
        <kbd>↑</kbd>
        <span> </span>
        <kbd>↓</kbd>
        <span>{` ${t('keys.choose')} `}</span>
        <kbd>↵</kbd>
        <span>{` ${t('keys.open')} `}</span>
        <kbd>Esc</kbd>
        <span>{` ${t('keys.close')}`}</span>
      </p>
    </>
  );
}
