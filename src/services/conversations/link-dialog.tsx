import '@mantine/core/styles/Input.layer.css';
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type ChangeOfLink, changeLink } from '#src/api/gateway/linked-clients.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { onKeys, swallow } from '#src/ui/keyboard/keyboard.ts';
import { useLinkTexts } from './use-link-texts.ts';

/** What can be chosen. */
export interface LinkChoice extends Pick<ChangeOfLink, 'client' | 'kind' | 'id' | 'attendee'> {
  readonly key: string;
  readonly name: string;
  /** What tells it from others of the same name. */
  readonly detail: string | undefined;
}

interface LinkDialogProps {
  readonly title: string;
  /** Who sees more by it. */
  readonly effect: string;
  /** What is searched. */
  readonly label: string;
  /** What is searched first. */
  readonly start: string;
  readonly onSearch: (words: string) => void;
  /** What was found; undefined while that is not known. */
  readonly choices: readonly LinkChoice[] | undefined;
  readonly error: unknown;
  /** There may be more than was found. */
  readonly isPartial?: boolean;
  readonly onClose: () => void;
}

/** Milliseconds: it is searched when the typing pauses. */
const pauseMs = 250;

/** Links a client: what or whom to is found by searching. */
export function LinkDialog(props: LinkDialogProps) {
  const { title, effect, label, start, onSearch, choices, error, isPartial, onClose } = props;
  const t = useTranslations('linking.dialog');
  const texts = useLinkTexts();
  const errorText = useErrorText();
  const refusalText = useRefusalText();
  const [typed, setTyped] = useState(start);
  const search = useDebouncedCallback(onSearch, pauseMs);
  const [chosen, setChosen] = useState<LinkChoice>();
  const [isMissing, setMissing] = useState(false);
  const linking = useWrite(changeLink);
  const name = useId();
  const submit = () => {
    setMissing(!chosen);
    if (!chosen) return false;
    const { client, kind, id, attendee } = chosen;
    return linking.run({ client, kind, id, attendee, linked: true, ...wishNow() });
  };
  // What was chosen stays to be seen, whatever is searched after.
  const isShown = chosen === undefined || choices?.some(({ key }) => key === chosen.key);
  const shown = isShown ? choices : [chosen, ...(choices ?? [])];
  return (
    <FormDialog
      title={title}
      submit={t('submit')}
      busy={linking.busy}
      error={isMissing && t('missing')}
      problem={
        <WriteNotice
          state={linking.state}
          texts={texts}
          errorText={refusalText}
          onCheck={() => linking.look()}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <p dir="auto">{effect}</p>
      <TextInput
        label={label}
        type="search"
        value={typed}
        maxLength={200}
        autoComplete="off"
        data-autofocus
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          search(value.trim());
        }}
        // What is searched is not what is chosen.
        onKeyDown={onKeys({ does: { Enter: swallow } })}
      />
      <p role="status" className="ui-note">
        {Boolean(error) && <span dir="auto">{errorText(error)}</span>}
        {!error && typed.trim() !== '' && choices && <span>{t('found', { count: choices.length })}</span>}
        {isPartial && <span>{` ${t('soFar')}`}</span>}
      </p>
      {shown && shown.length > 0 && (
        <fieldset className="ui-stack ui-tight">
          <legend className="ui-hidden">{t('choices')}</legend>
          {shown.map((choice) => (
            <label key={choice.key} className="ui-option">
              <input
                type="radio"
                name={name}
                checked={choice.key === chosen?.key}
                onChange={() => {
                  setChosen(choice);
                  setMissing(false);
                }}
              />
              <span className="ui-strong" dir="auto">
                {choice.name}
              </span>
              {choice.detail !== undefined && (
                <span className="ui-note" dir="auto">
                  {choice.detail}
                </span>
              )}
            </label>
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}
