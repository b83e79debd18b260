import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/users.ts';
import type { Entry } from './model/entries.ts';
import { Options } from './options.tsx';
import classes from './palette.module.css';
import { remember } from './recent.ts';
import { useGroups } from './use-groups.ts';

interface PaletteDialogProps {
  /** Pages and actions, as far as the person may have them. Keeps its identity as long as nothing changes. */
  readonly given: readonly Entry[];
  readonly onClose: () => void;
}

/** Finds pages, actions, meetings, people and templates by a few letters. */
export function PaletteDialog({ given, onClose }: PaletteDialogProps) {
  const t = useTranslations('palette');
  const dialog = useRef<HTMLDialogElement>(null);
  const { data: user } = useQuery(currentUserQuery());
  const close = useCallback(() => dialog.current?.close(), []);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, which the browser sees to.
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-label={t('title')}
      onClose={onClose}
      // Beside the panel there is only the backdrop.
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      {user && <Finder user={user} given={given} close={close} />}
    </dialog>
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
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState<string>();
  // What is typed is shown at once, whatever it takes to find something.
  const groups = useGroups(useDeferredValue(query), user, given);
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.max(
    0,
    entries.findIndex(({ key }) => key === active),
  );
  const current = entries[at];
  // Made once: the options are not drawn anew for a letter that changes nothing of theirs.
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive(entries[(at + step + entries.length) % Math.max(1, entries.length)]?.key);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      choose(current);
    }
  };
  return (
    <>
      <div className={classes.field}>
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
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Options id={listId} groups={groups} current={current?.key} onChoose={choose} />
      {entries.length === 0 && <p className={classes.nothing}>{t('nothing')}</p>}
      <p role="status" className={classes.hidden}>
        {query === '' ? '' : t('count', { count: entries.length })}
      </p>
      <p className={classes.keys} aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('keys.choose')} <kbd>↵</kbd> {t('keys.open')} <kbd>Esc</kbd>{' '}
        {t('keys.close')}
      </p>
    </>
  );
}
