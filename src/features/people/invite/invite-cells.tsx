import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { normaliseEmail } from '#contract/email.ts';
import { shortened } from '#contract/whole-characters.ts';
import { usualRoles } from '../directory/profile.ts';
import classes from './invite.module.css';
import type { EditedPerson, RowEdit } from './list/draft.ts';
import { fieldOf, isInvited, isUnclear, type ListState } from './list/states.ts';

/** A line of a list: every field can be corrected, and problems are shown below it. */
export interface InviteLine {
  readonly person: EditedPerson;
  readonly state: ListState;
  readonly onEdit: (edit: RowEdit) => void;
}

type Field = 'email' | 'name' | 'role';

/** What is wrong with a field of a line; undefined when nothing is. */
function problemOf({ state }: InviteLine, field: Field) {
  const problem = isInvited(state) ? undefined : state;
  return problem && fieldOf[problem] === field ? problem : undefined;
}

/** How a field says that something is wrong with it: `id` is that of the {@link Problem} below it. */
const described = (line: InviteLine, field: Field, id: string) =>
  problemOf(line, field) && { 'aria-invalid': true, 'aria-describedby': id };

interface ProblemProps {
  readonly id: string;
  readonly line: InviteLine;
  readonly field: Field;
}

function Problem({ id, line, field }: ProblemProps) {
  const t = useTranslations('people.invite');
  const problem = problemOf(line, field);
  if (!problem) return null;
  return (
    <span
      id={id}
      className={`ui-danger ui-tiny ui-block ui-normal ${classes.problem}`}
      data-unclear={isUnclear(line.state) || undefined}
    >
      {t(`problems.${problem}`)}
    </span>
  );
}

const useWho = ({ person: { email, line } }: InviteLine) => {
  const t = useTranslations('people.invite');
  return email === '' ? t('lineOf', { line }) : email;
};

export function EmailCell(of: InviteLine) {
  const t = useTranslations('people.invite');
  const id = useId();
  const { person, state, onEdit } = of;
  const { line, raw, email } = person;
  return (
    <>
      <input
        aria-label={email === '' ? t('emailOf', { line }) : t('emailNow', { email })}
        {...described(of, 'email', id)}
        inputMode="email"
        autoCapitalize="off"
        spellCheck={false}
        value={email}
        onChange={(event) => onEdit({ email: event.currentTarget.value })}
        onBlur={() => {
          if (normaliseEmail(email) !== email) onEdit({ email: normaliseEmail(email) });
        }}
        dir="auto"
      />
      <Problem id={id} line={of} field="email" />
      {(state === 'malformed' || state === 'several') && raw !== email && (
        <span className="ui-note" dir="auto">
          {t('raw', { line, raw: shortened(raw, 200) })}
        </span>
      )}
    </>
  );
}

export function NameCell(of: InviteLine) {
  const t = useTranslations('people.invite');
  const id = useId();
  return (
    <>
      <input
        aria-label={t('nameOf', { email: useWho(of) })}
        {...described(of, 'name', id)}
        value={of.person.name}
        onChange={(event) => of.onEdit({ name: event.currentTarget.value })}
        dir="auto"
      />
      <Problem id={id} line={of} field="name" />
    </>
  );
}

export function RoleCell(of: InviteLine) {
  const t = useTranslations('people.invite');
  const id = useId();
  const { role } = of.person;
  const roles = role === undefined || usualRoles.some((usual) => usual === role) ? [] : [role];
  return (
    <>
      <select
        aria-label={t('roleOf', { email: useWho(of) })}
        {...described(of, 'role', id)}
        value={role ?? ''}
        onChange={({ currentTarget: { value } }) => of.onEdit({ role: value === '' ? undefined : value })}
      >
        <option value="">{t('defaultRole')}</option>
        {[...usualRoles, ...roles].map((known) => (
          <option key={known} dir="auto">
            {known}
          </option>
        ))}
      </select>
      <Problem id={id} line={of} field="role" />
    </>
  );
}

export function SendCell(of: InviteLine) {
  const t = useTranslations('people.invite');
  return (
    <input
      type="checkbox"
      aria-label={t('sendOf', { email: useWho(of) })}
      checked={of.person.send}
      onChange={(event) => of.onEdit({ send: event.currentTarget.checked })}
    />
  );
}

export function StateCell(of: InviteLine) {
  const t = useTranslations('people.invite');
  const who = useWho(of);
  const { state, onEdit } = of;
  return (
    <>
      <span className="ui-block">
        {state === 'ready' || state === 'guessed' ? t(state) : t(isUnclear(state) ? 'toCheck' : 'leftOut')}
      </span>
      {isUnclear(state) && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('confirmOf', { email: who })}
          onClick={() => onEdit({ isConfirmed: true })}
        >
          {t('confirm')}
        </Button>
      )}
    </>
  );
}
