import { useTranslations } from 'use-intl';
import classes from './bulk-names.module.css';

/** As many as anyone reads before a decision. */
const shown = 5;

/** Which meetings it is about. */
export function BulkNames({ names }: { readonly names: readonly string[] }) {
  const t = useTranslations('batch');
  return (
    <ul className={`ui-breaks ${classes.names}`}>
      {names.slice(0, shown).map((name, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the list never changes.
        <li key={at} dir="auto">
          {name}
        </li>
      ))}
      {names.length > shown && <li className="ui-dimmed">{t('more', { count: names.length - shown })}</li>}
    </ul>
  );
}
