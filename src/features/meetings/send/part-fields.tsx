import { useTranslations } from 'use-intl';
import { sharedFileLimits } from '#contract/gateway/shared-files.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import { partsOf } from './message-text.ts';
import type { SendDraft } from './send-draft.ts';

interface PartFieldsProps {
  readonly file: MinutesFile;
  readonly draft: SendDraft;
  /** Whether clients can fetch a PDF from this dashboard. */
  readonly sharing: boolean;
  readonly disabled: boolean;
  readonly onChange: (to: Partial<SendDraft>) => void;
}

/** What of the minutes goes along. */
export function PartFields({ file, draft, sharing, disabled, onChange }: PartFieldsProps) {
  const t = useTranslations('sharing');
  const { without } = draft;
  const { hours, fetches } = sharedFileLimits;
  return (
    <fieldset className="ui-stack ui-tight" disabled={disabled}>
      <legend className="ui-strong">{t('parts')}</legend>
      {partsOf(file).map((part) => (
        <label key={part} className="ui-check">
          <input
            type="checkbox"
            checked={!without.includes(part)}
            onChange={({ currentTarget: { checked } }) =>
              onChange({ without: checked ? without.filter((one) => one !== part) : [...without, part] })
            }
          />
          <span>{t(`part.${part}`)}</span>
        </label>
      ))}
      <label className="ui-check">
        <input
          type="checkbox"
          checked={sharing && draft.pdf}
          disabled={!sharing}
          aria-describedby="send-pdf-note"
          onChange={({ currentTarget: { checked } }) => onChange({ pdf: checked })}
        />
        <span>{t('part.pdf')}</span>
      </label>
      <p className="ui-note" id="send-pdf-note">
        {sharing ? t('pdfLasts', { days: hours / 24, count: fetches }) : t('pdfOff')}
      </p>
    </fieldset>
  );
}
