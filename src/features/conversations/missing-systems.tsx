import { useTranslations } from 'use-intl';
import { conversationSystemNames } from '#contract/gateway/conversation-id.ts';
import type { MissingSystem } from '#src/api/gateway/conversations.ts';
import { useRefusalWords } from '#src/services/problems/error-text.ts';
import { Notice } from '#src/ui/notice.tsx';

interface MissingSystemsProps {
  readonly missing: readonly MissingSystem[];
  readonly onRetry: () => void;
}

/** Says whose conversations are neither in the list nor in its counts, and why. */
export function MissingSystems({ missing, onRetry }: MissingSystemsProps) {
  const t = useTranslations('conversations');
  const refusalWords = useRefusalWords();
  return (
    <div role="status" className="ui-stack">
      {missing.map(({ system, refusal }) => (
        <Notice key={system} kind="warning" action={{ label: t('missing.retry'), onClick: onRetry }}>
          <p>{t('missing.lead', { system: conversationSystemNames[system] })}</p>
          <p dir="auto">{refusalWords(refusal)}</p>
        </Notice>
      ))}
    </div>
  );
}
