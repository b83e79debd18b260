import { useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { payloadFormats } from '#contract/claap/payload-format.ts';
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
  const input = useRef<HTMLInputElement>(null);
  const isFile = chosen?.kind === 'file';
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
      {recordings.length > 0 && (
        <label className="ui-check">
          <input type="radio" name={name} checked={isFile} onChange={() => input.current?.click()} />
          <span>{t('file')}</span>
        </label>
      )}
      {recordings.length === 0 && <p className="ui-note">{t('notOnDevice')}</p>}
      <input
        ref={input}
        type="file"
        aria-label={t('chooseFile')}
        accept={`${accept},.m4a`}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onChoose({ kind: 'file', file });
        }}
      />
      <p className="ui-note">
        {isFile
          ? t('chosen', { name: chosen.file.name, size: fileSize(chosen.file.size) })
          : t('formats', { formats: payloadFormats.join(', ') })}
      </p>
    </fieldset>
  );
}
