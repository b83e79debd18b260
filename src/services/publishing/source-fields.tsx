import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { payloadFormats } from '#contract/claap/payload-format.ts';
import { useFileSize } from '#src/ui/use-file-size.ts';
import type { DeviceRecording } from '../device-recordings/device-recordings.ts';
import { SourceFileButton } from './source-file-button.tsx';

/** What is published. */
export type ChosenSource =
  | { readonly kind: 'recording'; readonly recording: DeviceRecording }
  | { readonly kind: 'file'; readonly file: File; readonly handle: FileSystemFileHandle | undefined };

interface SourceFieldsProps {
  readonly recordings: readonly DeviceRecording[];
  readonly chosen: ChosenSource | undefined;
  readonly disabled: boolean;
  readonly onChoose: (source: ChosenSource) => void;
}

/** A recording that is still on this device, or a file. */
export function SourceFields({ recordings, chosen, disabled, onChoose }: SourceFieldsProps) {
  const t = useTranslations('publishing');
  const fileSize = useFileSize();
  const name = useId();
  const [file, setFile] = useState<Extract<ChosenSource, { kind: 'file' }>>();
  return (
    <fieldset className="ui-stack ui-tight" disabled={disabled}>
      <legend className="ui-strong">{t('source')}</legend>
      {recordings.map((recording) => (
        <label key={recording.id} className="ui-check">
          <input
            type="radio"
            name={name}
            checked={chosen?.kind === 'recording' && chosen.recording.id === recording.id}
            onChange={() => onChoose({ kind: 'recording', recording })}
          />
          <span>{t('onDevice', { size: fileSize(recording.bytes) })}</span>
        </label>
      ))}
      {file && (
        <label className="ui-check">
          <input type="radio" name={name} checked={chosen?.kind === 'file'} onChange={() => onChoose(file)} />
          <span dir="auto">{t('chosen', { name: file.file.name, size: fileSize(file.file.size) })}</span>
        </label>
      )}
      {recordings.length === 0 && !file && <p className="ui-note">{t('notOnDevice')}</p>}
      <div>
        <SourceFileButton
          label={t('chooseFile')}
          onFile={async (given, handle) => {
            const one = { kind: 'file', file: given, handle } as const;
            setFile(one);
            onChoose(one);
          }}
        />
      </div>
      <p className="ui-note">{t('formats', { formats: payloadFormats.join(', ') })}</p>
    </fieldset>
  );
}
