import '@mantine/core/styles/Input.layer.css';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { speak } from '#src/api/courier/technical/voice-events.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Panel } from '#src/ui/panel.tsx';

const longest = 1_000;

/** How a text sounds before anyone gets it. */
export function SpeechPanel() {
  const t = useTranslations('courierVoice.speech');
  const refusalText = useRefusalText();
  const [text, setText] = useState('');
  const [told, setTold] = useState(false);
  const speaking = useWrite<string, Blob>((_queryClient, of, { signal }) => certainOf(speak(of, signal)));
  const { state } = speaking;
  const sound = state.phase === 'done' ? state.value : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(text.trim() === '');
    if (text.trim() !== '') void speaking.run(text.trim());
  };
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <form className="ui-stack" onSubmit={submit} noValidate>
        <Textarea
          label={t('text')}
          value={text}
          maxLength={longest}
          autosize
          minRows={2}
          maxRows={6}
          dir="auto"
          error={told && t('missing')}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setTold(false);
            speaking.clear();
          }}
        />
        <div>
          <Button type="submit" variant="default" loading={speaking.busy}>
            {t('speak')}
          </Button>
        </div>
      </form>
      <div role="status">{sound && <Sound of={sound} label={t('sound')} />}</div>
      {state.phase === 'refused' && (
        <p role="alert" className="ui-problem">
          {refusalText(state.error)}
        </p>
      )}
    </Panel>
  );
}

function Sound({ of, label }: { readonly of: Blob; readonly label: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(of);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [of]);
  // biome-ignore lint/a11y/useMediaCaption: the words are in the field above it
  return <audio controls src={address} aria-label={label} />;
}
