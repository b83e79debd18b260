import { useTranslations } from 'use-intl';
import { sharedFileLimits } from '#contract/gateway/shared-files.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import type { Way } from '../shared/reach.ts';
import { partsOf } from './message-text.ts';
import type { SendDraft } from './send-draft.ts';

interface PartFieldsProps {
  readonly file: MinutesFile;
  readonly draft: SendDraft;
  /** Whether clients can fetch a PDF from this dashboard. */
  readonly sharing: boolean;
  /** Kinds of ways that are chosen. */
  readonly ways: ReadonlySet<Way['kind']>;
  readonly disabled: boolean;
  readonly onChange: (to: Partial<SendDraft>) => void;
}

/** What of the minutes goes along. */
export function PartFields({ file, draft, sharing, ways, disabled, onChange }: PartFieldsProps) {
  const t = useTranslations('sharing');
  const { without } = draft;
  const { hours, fetches } = sharedFileLimits;
  const canGo = sharing || ways.has('email');
  const byLink = ways.has('messenger') || ways.has('text') || ways.size === 0;
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
          checked={canGo && draft.pdf}
          disabled={!canGo}
          aria-describedby={byLink ? 'send-pdf-note' : undefined}
          onChange={({ currentTarget: { checked } }) => onChange({ pdf: checked })}
        />
        <span>{t('part.pdf')}</span>
      </label>
      {ways.has('email') && <p className="ui-note">{t('pdfByEmail')}</p>}
      {ways.has('text') && <p className="ui-note">{t(sharing ? 'pdfInText' : 'pdfByText')}</p>}
      {byLink && (
        <p className="ui-note" id="send-pdf-note">
          {sharing ? t('pdfLasts', { days: hours / 24, count: fetches }) : t('pdfOff')}
        </p>
      )}
    </fieldset>
  );
}
