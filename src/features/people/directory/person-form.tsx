import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { changeOwnProfile, changeUser, type UserChange } from '#src/api/claritalk/people.ts';
import type { CurrentUser, User } from '#src/api/claritalk/users.ts';
import { type IdempotencyKey, wishNow } from '#src/api/client/idempotency-key.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { WhyForbidden } from '#src/services/permissions/why-forbidden.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import panel from '#src/ui/panel.module.css';
import { WhyNot } from '#src/ui/why-not.tsx';
import { changeOf, type ProfileForm, problemsOf } from './profile.ts';
import { RoleField } from './role-field.tsx';

interface PersonFormProps {
  readonly user: User;
  readonly self: CurrentUser;
}

/** Name and e-mail address, one's own or, for admins, anyone's; the role of others too. */
export function PersonForm({ user, self }: PersonFormProps) {
  const t = useTranslations('people.edit');
  const refusalText = useRefusalText();
  const mine = user.uuid.toLowerCase() === self.uuid.toLowerCase();
  const refusals = useRefusals();
  const refusal = mine ? undefined : refusals.admin(self);
  const before: ProfileForm = { name: user.name, email: user.email ?? '', role: undefined };
  const [change, setChange] = useState<Partial<ProfileForm>>({});
  const [said, setSaid] = useState<'invalid' | 'nothing'>();
  // A request keeps its key until it is done or is a different one.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const saving = useWrite<Saving, unknown>(
    (queryClient, { change: wanted, idempotencyKey }, watch) =>
      mine
        ? changeOwnProfile(queryClient, user.uuid, wanted, watch)
        : changeUser(queryClient, { uuid: user.uuid, by: self.uuid }, wanted, idempotencyKey, watch),
    () => {
      setChange({});
      setKey(crypto.randomUUID());
    },
  );
  const { state } = saving;
  const form = { ...before, ...change };
  const wanted = changeOf(before, form);
  const problems = said === 'invalid' ? problemsOf(wanted ?? {}) : [];
  const edit = (next: Partial<ProfileForm>) => {
    setChange({ ...change, ...next });
    setKey(crypto.randomUUID());
    if (said !== 'invalid') setSaid(undefined);
    saving.clear();
  };
  const save = () => {
    saving.clear();
    if (!wanted) return setSaid('nothing');
    if (problemsOf(wanted).length > 0) return setSaid('invalid');
    setSaid(undefined);
    void saving.run({ change: wanted, idempotencyKey: wishNow(key) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!refusal && !saving.busy) save();
  };
  const locked = refusal !== undefined;
  return (
    <form className={panel.panel} onSubmit={submit} noValidate>
      <h2>{mine ? t('mine') : t('title')}</h2>
      <div className="ui-pair">
        <TextInput
          label={t('name')}
          value={form.name}
          readOnly={locked}
          error={problems.includes('name') && t('nameProblem')}
          onChange={(event) => edit({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('email')}
          inputMode="email"
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
      <div className="ui-row">
        <WhyNot refusal={refusal}>
          {(blocked) => (
            <Button type="submit" loading={saving.busy} {...blocked}>
              {t('save')}
            </Button>
          )}
        </WhyNot>
        <span role="status">
          {said === 'nothing' ? t('nothing') : state.phase === 'done' && !state.found && t('saved')}
        </span>
      </div>
      <WriteNotice
        state={state}
        texts={{ unknown: t('unsure'), found: t('saved'), notDone: t('notSaved') }}
        errorText={refusalText}
        onCheck={() => saving.look()}
        refused={state.phase === 'refused' && <WhyForbidden error={state.error} />}
      />
    </form>
  );
}

interface Saving {
  readonly change: UserChange;
  readonly idempotencyKey: IdempotencyKey;
}
