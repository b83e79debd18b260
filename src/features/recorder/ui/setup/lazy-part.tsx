import { type ComponentType, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './agenda.module.css';

interface LazyPartProps<Props> {
  readonly heading: string;
  /** The same function at every rendering. */
  readonly load: () => Promise<ComponentType<Props>>;
  readonly props: Props;
}

/** Optional fields, closed until someone wants them: their code and data are loaded only then. */
export function LazyPart<Props extends object>({ heading, load, props }: LazyPartProps<Props>) {
  const t = useTranslations('recorder.agenda');
  const [Part, setPart] = useState<ComponentType<Props>>();
  const [failed, setFailed] = useState(false);
  const open = () => {
    setFailed(false);
    load().then(
      (loaded) => setPart(() => loaded),
      () => setFailed(true),
    );
  };
  return (
    <details
      className={`ui-over ${classes.agenda}`}
      onToggle={(event) => event.currentTarget.open && !Part && open()}
    >
      <summary className={classes.summary} dir="auto">
        {heading}
      </summary>
      {Part && <Part {...props} />}
      {failed && (
        <p className="ui-note" role="alert">
          {t('loadFailed')}
        </p>
      )}
    </details>
  );
}
