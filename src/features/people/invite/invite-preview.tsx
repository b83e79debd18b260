import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { trimInvisible } from '#contract/email.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { usePages } from '#src/ui/list/use-pages.ts';
import { Notice } from '#src/ui/notice.tsx';
import { usualRoles } from '../directory/profile.ts';
import type { NewInvitation } from './invitation-jobs.ts';
import classes from './invite.module.css';
import { EmailCell, NameCell, RoleCell, SendCell, StateCell } from './invite-cells.tsx';
import { type EditedPerson, type RowEdit, withEdit, withEdits } from './list/draft.ts';
import type { ListedPerson } from './list/listed-person.ts';
import { maxListed } from './list/read-list.ts';
import { isInvited, isUnclear, type ListState, statesOf } from './list/states.ts';
import type { InvitationDraft } from './use-invitation-draft.ts';

interface InvitePreviewProps {
  readonly people: readonly ListedPerson[];
  /** Keys of known addresses; undefined when they could not be loaded. */
  readonly existing: ReadonlySet<string> | undefined;
  readonly draft: InvitationDraft;
  readonly onChange: (change: Partial<InvitationDraft>) => void;
  /** Leads back to the choice of columns, if the list has any. */
  readonly onColumns: (() => void) | undefined;
  readonly onBack: () => void;
  readonly onStart: (people: readonly NewInvitation[]) => void;
}

const nobody: ReadonlySet<string> = new Set();

/** Who would be invited and how; problems are marked, can be corrected in place, and are left out until then. */
export function InvitePreview({
  people: listed,
  existing,
  draft: { edits, usualRole },
  onChange,
  onColumns,
  onBack,
  onStart,
}: InvitePreviewProps) {
  const t = useTranslations('people.invite');
  // The rows that needed attention when they were filtered: none disappears while it is being edited.
  const [wanted, setWanted] = useState<ReadonlySet<string>>();
  const all = withEdits(listed.slice(0, maxListed), edits);
  const states = new Map(statesOf(all, existing ?? nobody).map((state, at) => [all[at]?.id, state]));
  const stateOf = ({ id }: EditedPerson): ListState => states.get(id) ?? 'malformed';
  const ready = all.filter((person) => isInvited(stateOf(person)));
  const unclear = all.filter((person) => isUnclear(stateOf(person)));
  const guessed = ready.filter((person) => stateOf(person) === 'guessed');
  const attention = all.filter((person) => stateOf(person) !== 'ready');
  const rows = wanted ? all.filter(({ id }) => wanted.has(id)) : all;
  const pages = usePages(rows);
  const edit = (ids: readonly string[], change: RowEdit) => onChange({ edits: withEdit(edits, ids, change) });
  const start = () =>
    onStart(
      ready.map(({ email, name, role, send }) => ({
        email,
        name: trimInvisible(name),
        role: role ?? (usualRole === '' ? undefined : usualRole),
        send,
      })),
    );
  return (
    <>
      <p role="status">{t('summary', { count: ready.length, left: all.length - ready.length })}</p>
      {!existing && (
        <Notice kind="warning">
          <p>{t('unknownPeople')}</p>
        </Notice>
      )}
      {listed.length > maxListed && (
        <Notice kind="warning">
          <p>{t('tooLong', { count: maxListed })}</p>
        </Notice>
      )}
      {unclear.length > 0 && (
        <Notice
          kind="warning"
          action={{
            label: t('confirmAll', { count: unclear.length }),
            onClick: () =>
              edit(
                unclear.map(({ id }) => id),
                { isConfirmed: true },
              ),
          }}
        >
          <p>{t('unclear', { count: unclear.length })}</p>
        </Notice>
      )}
      {guessed.length > 0 && (
        <Notice kind="info">
          <p>{t('guesses', { count: guessed.length })}</p>
        </Notice>
      )}
      <div className={`ui-row ${classes.all}`}>
        <NativeSelect
          label={t('allRoles')}
          value={usualRole}
          onChange={(event) => onChange({ usualRole: event.currentTarget.value })}
          data={[{ value: '', label: t('defaultRole') }, ...usualRoles]}
        />
        <label className="ui-check">
          <input
            type="checkbox"
            checked={all.every(({ send }) => send)}
            onChange={({ currentTarget: { checked } }) =>
              edit(
                all.map(({ id }) => id),
                { send: checked },
              )
            }
          />
          <span>{t('sendAll')}</span>
        </label>
        {(wanted || attention.length > 0) && (
          <label className="ui-check">
            <input
              type="checkbox"
              checked={wanted !== undefined}
              onChange={({ currentTarget: { checked } }) => {
                setWanted(checked ? new Set(attention.map(({ id }) => id)) : undefined);
                pages.go(1);
              }}
            />
            <span>{t('attention', { count: attention.length })}</span>
          </label>
        )}
      </div>
      <Table
        label={t('list')}
        cards
        columns={[
          { id: 'email', title: t('columns.email'), cell: (line) => <EmailCell {...line} /> },
          { id: 'name', title: t('columns.name'), cell: (line) => <NameCell {...line} /> },
          { id: 'role', title: t('columns.role'), width: 9.5, cell: (line) => <RoleCell {...line} /> },
          { id: 'send', title: t('columns.send'), width: 7, cell: (line) => <SendCell {...line} /> },
          { id: 'state', title: t('columns.state'), width: 9.5, cell: (line) => <StateCell {...line} /> },
        ]}
        rows={pages.shown.map((person) => ({
          person,
          state: stateOf(person),
          onEdit: (change: RowEdit) => edit([person.id], change),
        }))}
        keyOf={({ person }) => person.id}
        stateOf={({ state }) => (isInvited(state) ? undefined : 'problem')}
      />
      <Pager label={t('pages')} paging={pages.paging} onGo={pages.go} />
      <div className="ui-row">
        <Button variant="default" onClick={onBack}>
          {t('back')}
        </Button>
        {onColumns && (
          <Button variant="default" onClick={onColumns}>
            {t('table.change')}
          </Button>
        )}
        <Button disabled={ready.length === 0} onClick={start}>
          {t('start', { count: ready.length })}
        </Button>
      </div>
    </>
  );
}
