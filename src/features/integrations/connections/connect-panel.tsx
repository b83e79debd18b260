import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import type { ConnectableSystem } from '#src/api/gateway/connections.ts';
import { Panel } from '#src/ui/panel.tsx';
import { KeyForm } from './key-form.tsx';

interface ConnectPanelProps {
  readonly system: ConnectableSystem;
  readonly self: CurrentUser;
  readonly onTyping: (isTyped: boolean) => void;
}

/** Connects a system. */
export function ConnectPanel({ system, self, onTyping }: ConnectPanelProps) {
  const t = useTranslations('connections.connect');
  const { name, id } = system;
  return (
    <Panel title={t('title', { name })} lead={t(`where.${id}`)}>
      <KeyForm system={system} self={self} onTyping={onTyping} />
    </Panel>
  );
}
