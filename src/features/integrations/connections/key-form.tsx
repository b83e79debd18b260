import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type ConnectableSystem, type NewKey, saveKey } from '#src/api/gateway/connections.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { Waiting } from '#src/ui/waiting.tsx';
import { KeyConflict } from './key-conflict.tsx';
import { isHeaderSecret, SecretInput } from './secret-input.tsx';

/** A key that is being typed. It outlives the form: others may connect or disconnect the system in the meantime. */
export interface KeyDraft {
  readonly key: string;
  /** Address of the system; undefined while it is as it was. */
  readonly url: string | undefined;
  /** Version of the connection when its first letter was typed; null where there was none. */
  readonly version: number | null;
}

export const noKey: KeyDraft = { key: '', url: undefined, version: null };

export interface KeyFormProps {
  readonly system: ConnectableSystem;
  readonly self: CurrentUser;
  readonly draft: KeyDraft;
  readonly onDraft: (draft: KeyDraft) => void;
  readonly onSaved?: () => void;
  readonly onCancel?: () => void;
}

const isAddress = (url: string) => URL.canParse(url) && /^https?:/i.test(url);

/** Asks for the key of a system, which is tested before it is saved and never shown again. */
export function KeyForm({ system, self, draft, onDraft, onSaved, onCancel }: KeyFormProps) {
  const t = useTranslations('connections.key');
  const refusalText = useRefusalText();
  const { id, name, needsAddress, connection } = system;
  const { key, url = connection?.url ?? '' } = draft;
  const now = connection?.version ?? null;
  const [isTold, setTold] = useState(false);
  // As it was when the key was begun: what others changed since must not be replaced unseen.
  const [seen, setSeen] = useState(key === '' ? now : draft.version);
  const saving = useWrite<NewKey, unknown>(saveKey, () => {
    onDraft(noKey);
    onSaved?.();
  });
  const { state } = saving;
  const isGone = key !== '' && seen !== null && !connection;
  const isConflict =
    isGone ||
    (state.phase === 'refused' && state.error instanceof ApiError && state.error.kind === 'conflict');
  const typed = key.trim();
  const address = url.trim();
  const isComplete = isHeaderSecret(typed) && (!needsAddress || isAddress(address));
  const save = (version: number | null) => {
    setTold(!isComplete);
    if (!isComplete) return;
    setSeen(version);
    // What begins without a connection stays in its form until it is saved.
    if (version === null) onDraft({ ...draft, version });
    const given = {
      system: id,
      credential: typed,
      url: needsAddress ? address : undefined,
      version,
      by: self.uuid,
    };
    void saving.run({ ...given, ...wishNow() });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(seen);
  };
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      <SecretInput
        label={t('label', { name })}
        hint={t('hint')}
        required
        value={key}
        error={isTold && !isHeaderSecret(typed) && t(typed === '' ? 'missing' : 'wrong')}
        onChange={(value) => onDraft({ ...draft, key: value, version: key === '' ? seen : draft.version })}
      />
      {needsAddress && (
        <TextInput
          label={t('address', { name })}
          description={t('addressHint')}
          placeholder="https://courier.example.com"
          type="url"
          autoComplete="off"
          required
          withAsterisk={false}
          value={url}
          error={isTold && !isAddress(address) && t('addressWrong')}
          onChange={(event) => onDraft({ ...draft, url: event.currentTarget.value })}
        />
      )}
      <div className="ui-row">
        <Button type="submit" loading={saving.busy}>
          {t(connection ? 'replace' : 'connect')}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </div>
      <div role="status">
        {state.phase === 'writing' && <Waiting text={t('trying', { name })} since={state.since} />}
      </div>
      {isConflict ? (
        <KeyConflict connection={connection} onSave={() => save(now)} />
      ) : (
        <WriteNotice
          state={state}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('kept') }}
          errorText={refusalText}
          onCheck={() => saving.look()}
        />
      )}
    </form>
  );
}
