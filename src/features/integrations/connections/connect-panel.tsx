import { useTranslations } from 'use-intl';
import { Panel } from '#src/ui/panel.tsx';
import { KeyForm, type KeyFormProps } from './key-form.tsx';

/** Connects a system. */
export function ConnectPanel(props: KeyFormProps) {
  const t = useTranslations('connections.connect');
  const { name, id } = props.system;
  return (
    <Panel title={t('title', { name })} lead={t(`where.${id}`)}>
      <KeyForm {...props} />
    </Panel>
  );
}
