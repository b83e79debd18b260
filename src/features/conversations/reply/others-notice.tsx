import { useTranslations } from 'use-intl';
import type { Other } from '#src/api/gateway/follow-conversations.ts';

interface OthersNoticeProps {
  readonly others: readonly Other[];
  /** UUID of the reader. */
  readonly user: string;
}

/** Says who else is answering in a conversation at the moment, including the reader in another tab. */
export function OthersNotice({ others, user }: OthersNoticeProps) {
  const t = useTranslations('conversations.others');
  const own = others.some(({ person }) => person === user);
  const people = new Map(others.filter(({ person }) => person !== user).map((one) => [one.person, one]));
  const writing = others.some(({ person, state }) => person !== user && state === 'writing');
  const names = [...people.values()].map(({ name }) => name).join(', ');
  return (
    <div role="status">
      {people.size > 0 && (
        <p className="ui-note ui-strong">{t(writing ? 'writing' : 'draft', { names, count: people.size })}</p>
      )}
      {own && <p className="ui-note ui-strong">{t('own')}</p>}
    </div>
  );
}
