import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { accessRightsOf } from '#src/api/chat2desk/operators.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { ReadDialog } from '../../tab/read-dialog.tsx';

interface RightsDialogProps {
  readonly rights: Named;
  readonly onClose: () => void;
}

/** What the rights of an operator allow, in the words of Chat2Desk. */
export function RightsDialog({ rights, onClose }: RightsDialogProps) {
  const t = useTranslations('chat2desk.operators.rights');
  const query = useQuery(accessRightsOf(rights.id));
  return (
    <ReadDialog title={t('title', { name: rights.name })} query={query} onClose={onClose}>
      {query.data && (
        <ul className="ui-list ui-lines">
          {query.data.permissions.map(([name, isAllowed]) => (
            <li key={name}>
              {/* Chat2Desk has them in English only. */}
              <span lang="en" dir="auto">
                {name.replaceAll('_', ' ')}
              </span>
              <span className="ui-line ui-small">
                {isAllowed ? <IconCheck size={16} aria-hidden /> : <IconMinus size={16} aria-hidden />}
                <span>{t(isAllowed ? 'allowed' : 'denied')}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </ReadDialog>
  );
}
