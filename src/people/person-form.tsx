import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { changeOwnProfile, changeUser } from '#src/api/people.ts';
import type { CurrentUser, User } from '#src/api/users.ts';
import { useOutcomeText } from '#src/ui/use-outcome-text.ts';
import { useRefusals } from '#src/ui/use-refusals.ts';
import { WhyForbidden } from '#src/ui/why-forbidden.tsx';
import { WhyNot } from '#src/ui/why-not.tsx';
import { changeOf, type ProfileForm, problemsOf } from './model/profile.ts';
import classes from './people.module.css';
import { RoleField } from './role-field.tsx';

interface PersonFormProps {
  readonly user: User;
  readonly self: CurrentUser;
}

/** Name and e-mail address, one's own or, for admins, anybody's; the role of others too. */
export function PersonForm({ user, self }: PersonFormProps) {
  const t = useTranslations('people.edit');
  const queryClient = useQueryClient();
  const outcomeText = useOutcomeText();
  const mine = user.uuid.toLowerCase() === self.uuid.toLowerCase();
  const refusals = useRefusals();
  const refusal = mine ? undefined : refusals.admin(self);
  const before: ProfileForm = { name: user.name, email: user.email ?? '', role: undefined };
  const [change, setChange] = useState<Partial<ProfileForm>>({});
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  // One wish keeps its key until it is granted or is another one.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const form = { ...before, ...change };
  const problems = outcome.kind === 'invalid' ? problemsOf(form) : [];
  const edit = (next: Partial<ProfileForm>) => {
    setChange({ ...change, ...next });
    setKey(crypto.randomUUID());
    if (outcome.kind !== 'invalid') setOutcome({ kind: 'none' });
  };
  const save = async () => {
    const wanted = changeOf(before, form);
    if (problemsOf(form).length > 0) return setOutcome({ kind: 'invalid' });
    if (!wanted) return setOutcome({ kind: 'nothing' });
    setOutcome({ kind: 'saving' });
    try {
      if (mine) await changeOwnProfile(queryClient, user.uuid, wanted);
      else await changeUser(queryClient, user.uuid, wanted, { key });
      setChange({});
      setKey(crypto.randomUUID());
      setOutcome({ kind: 'saved' });
    } catch (error) {
      setOutcome({ kind: 'failed', error });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!refusal && outcome.kind !== 'saving') void save();
  };
  const locked = refusal !== undefined;
  return (
    <form className={classes.panel} onSubmit={submit} noValidate>
      <h2>{mine ? t('mine') : t('title')}</h2>
      <div className={classes.pair}>
        <TextInput
          label={t('name')}
          value={form.name}
          readOnly={locked}
          error={problems.includes('name') && t('nameProblem')}
          onChange={(event) => edit({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('email')}
          type="email"
          value={form.email}
          readOnly={locked}
          error={problems.includes('email') && t('emailProblem')}
          onChange={(event) => edit({ email: event.currentTarget.value })}
        />
        {!mine && !locked && (
          <RoleField
            role={change.role}
            invalid={problems.includes('role')}
            onChange={(role) => edit({ role })}
          />
        )}
      </div>
      <div className={classes.actions}>
        <WhyNot refusal={refusal}>
          {(blocked) => (
            <Button type="submit" loading={outcome.kind === 'saving'} {...blocked}>
              {t('save')}
            </Button>
          )}
        </WhyNot>
        <span role="status">
          {outcome.kind === 'saved' && t('saved')}
          {outcome.kind === 'nothing' && t('nothing')}
        </span>
      </div>
      {outcome.kind === 'failed' && (
        <p role="alert" className={classes.problem}>
          {outcomeText(outcome.error, t('notSaved'), t('unsure'))} <WhyForbidden error={outcome.error} />
        </p>
      )}
    </form>
  );
}

type Outcome =
  | { readonly kind: 'none' | 'invalid' | 'nothing' | 'saving' | 'saved' }
  | { readonly kind: 'failed'; readonly error: unknown };
