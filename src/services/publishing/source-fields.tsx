import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { payloadFormats } from '#contract/claap/payload-format.ts';
import { TextFileButton } from '#src/ui/text-file/text-file-button.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import type { DeviceRecording } from '../device-recordings/device-recordings.ts';

/** What is published. */
export type ChosenSource =
  | { readonly kind: 'recording'; readonly recording: DeviceRecording }
  | { readonly kind: 'file'; readonly file: File };

interface SourceFieldsProps {
  readonly recordings: readonly DeviceRecording[];
  readonly chosen: ChosenSource | undefined;
  readonly disabled: boolean;
  readonly onChoose: (source: ChosenSource) => void;
}

const accept = payloadFormats.map((format) => `.${format}`).join(',');

/** A recording that is still on this device, or a file. */
export function SourceFields({ recordings, chosen, disabled, onChoose }: SourceFieldsProps) {
  const t = useTranslations('publishing');
  const fileSize = useFileSize();
  const name = useId();
  const [file, setFile] = useState<File>();
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
          <input
            type="radio"
            name={name}
            checked={chosen?.kind === 'file'}
            onChange={() => onChoose({ kind: 'file', file })}
          />
          <span dir="auto">{t('chosen', { name: file.name, size: fileSize(file.size) })}</span>
        </label>
      )}
      {recordings.length === 0 && !file && <p className="ui-note">{t('notOnDevice')}</p>}
      <div>
        <TextFileButton
          label={t('chooseFile')}
          variant="default"
          accept={`${accept},.m4a`}
          onFile={async (given) => {
            setFile(given);
            onChoose({ kind: 'file', file: given });
          }}
        />
      </div>
      <p className="ui-note">{t('formats', { formats: payloadFormats.join(', ') })}</p>
    </fieldset>
  );
}
