import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { loadDocumentTexts } from '#src/i18n/document-languages.ts';
import { useLanguage } from '#src/i18n/use-language.ts';
import { browserTimeZone } from '#src/lib/intl.ts';
import { paths } from '#src/paths.ts';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import { minutesDocument } from '../export/minutes-document.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import type { CheckResult } from './check-document.ts';
import { MinutesView } from './minutes-view.tsx';
import classes from './verify-page.module.css';

interface VerdictPanelProps {
  /** Name of the file, or the typed seal. */
  readonly name: string;
  readonly result: CheckResult;
}

/** The result of the check, and the content of the seal. */
export function VerdictPanel({ name, result }: VerdictPanelProps) {
  const t = useTranslations('verify.verdict');
  const format = useFormatter();
  const kept = result.kind === 'judged' && result.kept.kind === 'kept' ? result.kept : undefined;
  const nameOf = useOwnerName([kept?.by]);
  const verdict = result.kind === 'judged' ? result.verdict : result.kind;
  const kind = verdict === 'sealed' ? 'good' : verdict === 'changed' ? 'bad' : 'open';
  return (
    <section
      className={`ui-card ui-parts ui-breaks ${classes.verdict}`}
      data-kind={kind}
      aria-labelledby="verdict"
    >
      <h2 id="verdict">{t(`${verdict}.title`)}</h2>
      <p className="ui-hint" dir="auto">
        {name}
      </p>
      <p>{t(`${verdict}.body`)}</p>
      {kept && (
        <p>
          {t('kept', {
            name: nameOf(kept.by),
            date: format.dateTime(new Date(kept.at), { dateStyle: 'long', timeStyle: 'short' }),
          })}
        </p>
      )}
      {result.kind === 'judged' && (
        <p>
          <Link to={paths.meeting(result.meetingId)}>{t('meeting')}</Link>
        </p>
      )}
      {result.kind === 'judged' && result.file && <Content file={result.file} />}
    </section>
  );
}

/** What the check covered: the pages of a PDF or Word document may differ from its embedded content. */
function Content({ file }: { readonly file: MinutesFile }) {
  const t = useTranslations('verify.verdict');
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ['document-texts', language],
    queryFn: () => loadDocumentTexts(language),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  const timeZone = browserTimeZone();
  return (
    <details>
      <summary>{t('content')}</summary>
      <p className="ui-hint">{t('contentHint')}</p>
      <MinutesView document={minutesDocument(file, data, timeZone)} />
    </details>
  );
}
