import { Button, NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import type { NewInvitation } from './invitation-run.ts';
import { type ListedPerson, type ListProblem, mostListed, problemsIn } from './model/invitation-list.ts';
import { peoplePageSize } from './model/people-search.ts';
import { usualRoles } from './model/profile.ts';
import { PageArrows } from './page-arrows.tsx';
import classes from './people.module.css';

interface InvitePreviewProps {
  readonly list: readonly ListedPerson[];
  /** Addresses that are known, in small letters; undefined when they could not be asked. */
  readonly existing: ReadonlySet<string> | undefined;
  readonly onBack: () => void;
  readonly onStart: (people: readonly NewInvitation[]) => void;
}

type EditedPerson = ListedPerson & { readonly id: number; readonly send: boolean };

const nobody: ReadonlySet<string> = new Set();

/** Who would be invited and how; whoever cannot be is marked and left out. */
export function InvitePreview({ list, existing, onBack, onStart }: InvitePreviewProps) {
  const t = useTranslations('people.invite');
  const [people, setPeople] = useState<readonly EditedPerson[]>(() =>
    list.map((person, id) => ({ ...person, id, send: true })),
  );
  const [usualRole, setUsualRole] = useState('');
  const [page, setPage] = useState(1);
  const problems = problemsIn(people, existing ?? nobody);
  const ready = people.filter((_person, at) => problems[at] === undefined);
  const from = (page - 1) * peoplePageSize;
  const edit = (id: number, change: Partial<EditedPerson>) =>
    setPeople(people.map((person) => (person.id === id ? { ...person, ...change } : person)));
  const start = () =>
    onStart(
      ready.map(({ email, name, role, send }) => ({
        email,
        name: name.trim(),
        role: role ?? (usualRole === '' ? undefined : usualRole),
        send,
      })),
    );
  return (
    <div className={classes.results}>
      <p role="status">{t('summary', { count: ready.length, left: people.length - ready.length })}</p>
      {!existing && (
        <Notice kind="warning">
          <p>{t('unknownPeople')}</p>
        </Notice>
      )}
      {list.length >= mostListed && (
        <Notice kind="warning">
          <p>{t('tooLong', { count: mostListed })}</p>
        </Notice>
      )}
      <div className={classes.actions}>
        <NativeSelect
          label={t('allRoles')}
          value={usualRole}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          onChange={(event) => setUsualRole(event.currentTarget.value)}
          data={[{ value: '', label: t('defaultRole') }, ...usualRoles]}
        />
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={people.every(({ send }) => send)}
            onChange={({ currentTarget: { checked } }) =>
              setPeople(people.map((person) => ({ ...person, send: checked })))
            }
          />
          {t('sendAll')}
        </label>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard. */}
      <section className={classes.scroller} aria-label={t('list')} tabIndex={0}>
        <table className={classes.table} aria-label={t('list')}>
          <thead>
            <tr>
              {(['email', 'name', 'role', 'send', 'state'] as const).map((column) => (
                <th key={column} scope="col" data-column={column}>
                  {t(`columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.slice(from, from + peoplePageSize).map((person, offset) => (
              <PreviewRow
                key={person.id}
                person={person}
                problem={problems[from + offset]}
                onEdit={(change) => edit(person.id, change)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <PageArrows
        label={t('pages')}
        page={page}
        pageSize={peoplePageSize}
        total={people.length}
        onGo={setPage}
      />
      <div className={classes.actions}>
        <Button variant="default" onClick={onBack}>
          {t('back')}
        </Button>
        <Button disabled={ready.length === 0} onClick={start}>
          {t('start', { count: ready.length })}
        </Button>
      </div>
    </div>
  );
}

interface PreviewRowProps {
  readonly person: EditedPerson;
  readonly problem: ListProblem | undefined;
  readonly onEdit: (change: Partial<EditedPerson>) => void;
}

function PreviewRow({ person, problem, onEdit }: PreviewRowProps) {
  const t = useTranslations('people.invite');
  const { email, raw, name, role, send, nameGuessed } = person;
  const editable = problem === undefined || problem === 'name' || problem === 'role';
  const roles = role === undefined || usualRoles.some((usual) => usual === role) ? [] : [role];
  return (
    <tr data-problem={problem !== undefined || undefined}>
      <th scope="row">{email === '' ? raw : email}</th>
      {editable ? (
        <>
          <td>
            <input
              aria-label={t('nameOf', { email })}
              value={name}
              onChange={(event) => onEdit({ name: event.currentTarget.value, nameGuessed: false })}
            />
          </td>
          <td>
            <select
              aria-label={t('roleOf', { email })}
              value={role ?? ''}
              onChange={({ currentTarget: { value } }) => onEdit({ role: value === '' ? undefined : value })}
            >
              <option value="">{t('defaultRole')}</option>
              {[...usualRoles, ...roles].map((known) => (
                <option key={known}>{known}</option>
              ))}
            </select>
          </td>
          <td>
            <input
              type="checkbox"
              aria-label={t('sendOf', { email })}
              checked={send}
              onChange={(event) => onEdit({ send: event.currentTarget.checked })}
            />
          </td>
        </>
      ) : (
        <>
          <td>{name}</td>
          <td>{role}</td>
          <td />
        </>
      )}
      <td data-wraps>
        {problem !== undefined ? t(`problems.${problem}`) : nameGuessed ? t('guessed') : t('ready')}
      </td>
    </tr>
  );
}
