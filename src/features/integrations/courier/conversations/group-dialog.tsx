import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { groupOptions } from '#src/api/courier/administration/groups.ts';
import { courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { ReadDialog } from '../../tab/read-dialog.tsx';

interface GroupDialogProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Who is in a group, those who manage it first. */
export function GroupDialog({ id, name, onClose }: GroupDialogProps) {
  const t = useTranslations('courierConversations.group');
  const query = useQuery(groupOptions(id));
  const { data: users } = useQuery(courierUsersOptions());
  const nameOf = (member: string) =>
    users?.find(({ individual }) => individual === member)?.name ?? (users ? member : '…');
  const group = query.data;
  const people = group && [...new Set([...group.leaders, ...group.members])];
  return (
    <ReadDialog title={t('title', { name })} query={query} onClose={onClose}>
      {group === null && <p>{t('gone')}</p>}
      {group && people && (
        <>
          <p className="ui-hint">{t('count', { count: people.length })}</p>
          <ul className="ui-list ui-lines">
            {people.map((member) => (
              <li key={member}>
                <span dir="auto">{nameOf(member)}</span>
                {group.leaders.includes(member) && <span className="ui-note">{t('leader')}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </ReadDialog>
  );
}
