import { useTranslations } from 'use-intl';
import classes from '#src/services/conversations/conversation.module.css';
import { partsOf } from './placeholders.ts';

interface TemplatePreviewProps {
  readonly text: string;
  /** Address of a file; empty without one. */
  readonly file: string;
}

/** What the client gets. Nothing replaces placeholders: whoever sends it does. */
export function TemplatePreview({ text, file }: TemplatePreviewProps) {
  const t = useTranslations('chat2desk.templates.preview');
  const parts = partsOf(text);
  return (
    <section className="ui-stack" aria-label={t('title')}>
      <p className="ui-hint">{t('title')}</p>
      <div className={`ui-sunken ui-breaks ${classes.text}`} dir="auto">
        {text.trim() === '' && file === '' ? (
          <span className="ui-dimmed">{t('empty')}</span>
        ) : (
          parts.map((part, at) =>
            part.isPlaceholder ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place.
              <mark key={at} dir="auto">
                {part.text}
              </mark>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place.
              <span key={at} dir="auto">
                {part.text}
              </span>
            ),
          )
        )}
        {file !== '' && (
          <p className="ui-note" dir="auto">
            {t('file', { address: file })}
          </p>
        )}
      </div>
      {parts.some(({ isPlaceholder }) => isPlaceholder) && <p className="ui-note">{t('placeholders')}</p>}
    </section>
  );
}
