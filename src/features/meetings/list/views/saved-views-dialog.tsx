import '@mantine/core/styles/Input.layer.css';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconLink,
  IconPin,
  IconPinnedFilled,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { Dialog } from '#src/ui/dialog/dialog.tsx';
import { longestName, moveView, pinView, renameView, type SavedView } from '../model/saved-views.ts';
import classes from './saved-views-dialog.module.css';
import { useSavedViews } from './saved-views-setting.ts';

/** Renames, orders, pins, shares and removes the person's views. */
export function SavedViewsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('meetings.views');
  const [views, setViews] = useSavedViews();
  const [removed, setRemoved] = useState<{ readonly view: SavedView; readonly at: number }>();
  const [said, setSaid] = useState('');
  const remove = (view: SavedView) => {
    setRemoved({ view, at: views.indexOf(view) });
    setViews(views.filter((other) => other !== view));
  };
  const restore = () => {
    if (removed) setViews(views.toSpliced(removed.at, 0, removed.view));
    setRemoved(undefined);
  };
  return (
    <Dialog title={t('title')} onClose={onClose}>
      {() => (
        <>
          <p className={`ui-dimmed ${classes.lead}`}>{t('lead')}</p>
          {views.length === 0 && <p>{t('none')}</p>}
          <ul className="ui-list">
            {views.map((view, at) => (
              <ViewRow
                key={view.name}
                view={view}
                first={at === 0}
                last={at === views.length - 1}
                onRename={(name) => {
                  const next = renameView(views, view, name);
                  setViews(next);
                  return next !== views;
                }}
                onPin={() => setViews(pinView(views, view, !view.pinned))}
                onMove={(by) => setViews(moveView(views, view, by))}
                onRemove={() => remove(view)}
                onSay={setSaid}
              />
            ))}
          </ul>
          <p role="status" className={`ui-line ${classes.said}`}>
            <span dir="auto">{removed ? t('removed', { name: removed.view.name }) : said}</span>
            {removed && (
              <Button size="compact-sm" variant="default" onClick={restore}>
                {t('undo')}
              </Button>
            )}
          </p>
        </>
      )}
    </Dialog>
  );
}

interface ViewRowProps {
  readonly view: SavedView;
  readonly first: boolean;
  readonly last: boolean;
  /** False when the name was not accepted. */
  readonly onRename: (name: string) => boolean;
  readonly onPin: () => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
  readonly onSay: (text: string) => void;
}

function ViewRow({ view, first, last, onRename, onPin, onMove, onRemove, onSay }: ViewRowProps) {
  const t = useTranslations('meetings.views');
  const { name, pinned, search } = view;
  const [draft, setDraft] = useState(name);
  const [refused, setRefused] = useState(false);
  const commit = () => setRefused(draft.trim() !== name && !onRename(draft));
  const copy = () =>
    navigator.clipboard.writeText(new URL(paths.meetings(search), window.location.href).href).then(
      () => onSay(t('copied', { name })),
      () => onSay(t('copyFailed')),
    );
  const icon = (label: string, Icon: typeof IconPin, onClick: () => void, disabled = false) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      aria-disabled={disabled}
      data-disabled={disabled}
      onClick={() => !disabled && onClick()}
    >
      <Icon size={17} aria-hidden />
    </ActionIcon>
  );
  return (
    <li className={`ui-row ${classes.view}`}>
      <form
        className={classes.name}
        onSubmit={(event) => {
          event.preventDefault();
          commit();
        }}
      >
        <TextInput
          aria-label={t('rename', { name })}
          value={draft}
          maxLength={longestName}
          error={refused && t('taken')}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={commit}
        />
        {draft.trim() !== name && icon(t('keepName'), IconCheck, commit)}
      </form>
      <div className={classes.actions}>
        {icon(t(pinned ? 'unpin' : 'pin', { name }), pinned ? IconPinnedFilled : IconPin, onPin)}
        {icon(t('up', { name }), IconArrowUp, () => onMove(-1), first)}
        {icon(t('down', { name }), IconArrowDown, () => onMove(1), last)}
        {icon(t('copy', { name }), IconLink, copy)}
        {icon(t('remove', { name }), IconTrash, onRemove)}
      </div>
    </li>
  );
}
