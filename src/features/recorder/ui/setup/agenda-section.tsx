import { type ComponentType, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './agenda.module.css';
import type { AgendaFieldsProps } from './agenda-fields.tsx';

/** The optional fields, closed until someone wants them: their code and data are loaded only then. */
export function AgendaSection(props: AgendaFieldsProps) {
  const t = useTranslations('recorder.agenda');
  const [Fields, setFields] = useState<ComponentType<AgendaFieldsProps>>();
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    import('./agenda-fields.tsx').then(
      (loaded) => setFields(() => loaded.AgendaFields),
      () => setFailed(true),
    );
  };
  return (
    <details
      className={`ui-over ${classes.agenda}`}
      onToggle={(event) => event.currentTarget.open && !Fields && load()}
    >
      <summary className={classes.summary}>{t('heading')}</summary>
      {Fields && <Fields {...props} />}
      {failed && (
        <p className="ui-note" role="alert">
          {t('loadFailed')}
        </p>
      )}
    </details>
  );
}
