import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import { aroundOptions } from '#src/api/gateway/conversations.ts';
import { paths } from '#src/paths.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';

/** Conversations with the same client on other channels; nothing where there are none. */
export function OtherConversations({ id: shown }: { readonly id: ConversationId }) {
  const t = useTranslations('conversations');
  const { data } = useQuery(aroundOptions(shown));
  if (!data || data.conversations.length === 0) return null;
  return (
    <Panel title={t('otherConversations')}>
      <ul className="ui-list ui-stack">
        {data.conversations.map(({ id, channel, open, last }) => (
          <li key={id}>
            <Link to={paths.conversation(id)}>
              {t('onChannel', { channel: channel?.name ?? t('one'), state: t(open ? 'isOpen' : 'isClosed') })}
            </Link>
            {last && (
              <p className="ui-row ui-tight ui-note">
                <span dir="auto">{last.text || t('snippet.file')}</span>
                <Moment at={last.at} relative />
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
