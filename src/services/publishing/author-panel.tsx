import '@mantine/core/styles/Input.layer.css';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isEmail } from '#contract/email.ts';
import { everyone } from '#contract/gateway/connections.ts';
import type { User } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { LinkChange } from '#src/api/gateway/changes/link-person.ts';
import { authorsOptions, setAuthor } from '#src/api/gateway/published/authors.ts';
import { Panel } from '#src/ui/panel.tsx';
import { ErrorState } from '../problems/error-state.tsx';
import { useRefusalText } from '../problems/use-refusal-text.ts';
import { useWrite } from '../problems/use-write.ts';
import { WriteNotice } from '../problems/write-notice.tsx';

interface AuthorPanelProps {
  /** Undefined: everyone who has no address of their own. */
  readonly user?: Pick<User, 'uuid' | 'email'>;
}

/** Under which address of Claap someone publishes, for admins. */
export function AuthorPanel({ user }: AuthorPanelProps) {
  const t = useTranslations('publishing.author');
  const { data, isError, error, refetch } = useQuery(authorsOptions());
  const [isSaved, setSaved] = useState(false);
  const now = data?.get(user?.uuid ?? everyone) ?? '';
  const usual = (user && (data?.get(everyone) ?? user.email)) ?? '';
  return (
    <Panel title={t('title')} lead={t(user ? 'lead' : 'leadEveryone')}>
      {isError && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!isError && !data && <Skeleton height={80} aria-hidden />}
      {data && (
        <AuthorForm key={now} person={user?.uuid ?? everyone} now={now} usual={usual} onSaved={setSaved} />
      )}
      <p className="ui-hint" role="status">
        {isSaved && t('found')}
      </p>
    </Panel>
  );
}

interface AuthorFormProps {
  readonly person: string;
  /** Empty for none. */
  readonly now: string;
  /** What holds without one; empty where that is each person's own. */
  readonly usual: string;
  /** Told that it was saved, and when something else is written. */
  readonly onSaved: (saved: boolean) => void;
}

function AuthorForm({ person, now, usual, onSaved }: AuthorFormProps) {
  const t = useTranslations('publishing.author');
  const refusalText = useRefusalText();
  const setting = useWrite<LinkChange, unknown>(setAuthor, () => onSaved(true));
  const [address, setAddress] = useState(now);
  const [isWrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const next = address.trim();
    const isRight = next === '' || isEmail(next);
    setWrong(!isRight);
    if (!isRight || next === now) return;
    void setting.run({ ...wishNow(), person, id: next === '' ? null : next });
  };
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      <TextInput
        inputMode="email"
        label={t('label')}
        description={usual === '' ? t('usualOwn') : t('usual', { address: usual })}
        value={address}
        maxLength={254}
        autoComplete="off"
        error={isWrong && t('invalid')}
        disabled={setting.busy}
        onChange={({ currentTarget: { value } }) => {
          setAddress(value);
          setWrong(false);
          setting.clear();
          onSaved(false);
        }}
        dir="auto"
      />
      <WriteNotice
        state={setting.state}
        texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
        errorText={refusalText}
        onCheck={() => setting.look()}
      />
      <div className="ui-row ui-tight">
        <Button type="submit" variant="default" loading={setting.busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
