import { useTranslations } from 'use-intl';
import { Facts } from '#src/ui/facts.tsx';

interface BeforeAfterProps {
  /** What is changed, in words; undefined where the title of the dialog says it. */
  readonly of?: string;
  readonly before: string;
  readonly after: string;
}

/** What a setting of the whole company is, and what it will be. */
export function BeforeAfter({ of, before, after }: BeforeAfterProps) {
  const t = useTranslations('connections.change');
  return (
    <section aria-label={of ?? t('label')}>
      {of !== undefined && (
        <p className="ui-strong" dir="auto">
          {of}
        </p>
      )}
      <Facts
        of={[
          [t('before'), before === '' ? t('nothing') : before],
          [t('after'), after === '' ? t('nothing') : after],
        ]}
      />
    </section>
  );
}
