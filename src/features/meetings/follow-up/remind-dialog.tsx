import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { meetingPeopleOptions } from '#src/api/courier/meeting-people.ts';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { linkedClientsOptions } from '#src/api/gateway/linked-clients.ts';
import { followUpsOptions } from '#src/api/gateway/todo-follow-ups.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { SkeletonList } from '#src/ui/list/skeleton-list.tsx';
import { noClients, noPeople, recipientsOf } from '../shared/reach.ts';
import { byRecipient, type FollowedTodo, followUpOf, idOf, type NotRemindable } from './followed-todo.ts';
import { ReminderForm } from './reminder-form.tsx';

interface RemindDialogProps {
  readonly todos: readonly FollowedTodo[];
  readonly of: FollowedTodo | undefined;
  readonly onClose: () => void;
}

/** To-dos by client, each with the message that is about to be sent; and those of which nobody can be reminded, and why. */
export function RemindDialog({ todos, of, onClose }: RemindDialogProps) {
  const t = useTranslations('followUp.dialog');
  const { data: user } = useQuery(currentUserQuery());
  const meetings = [...new Set(todos.map(({ meeting }) => meeting.id))];
  const { data: systems } = useQuery(connectedSystemsOptions());
  const [desk, courier] = [systems?.includes('chat2desk') ?? false, systems?.includes('courier') ?? false];
  const linked = useQueries({
    queries: meetings.map((id) => ({ ...linkedClientsOptions({ meetings: [id] }), enabled: desk })),
  });
  const people = useQueries({
    queries: meetings.map((id) => ({ ...meetingPeopleOptions(id), enabled: courier })),
  });
  const followUps = useQuery(followUpsOptions(meetings));
  const { groups, others } = byRecipient(todos, (meeting) => {
    const at = meetings.indexOf(meeting);
    const [clients, known] = [linked[at], people[at]];
    // What one of the systems does not say keeps back nobody whom the other knows.
    const isWaiting = (desk && clients?.isPending) || (courier && known?.isPending);
    return isWaiting ? undefined : recipientsOf(clients?.data ?? noClients, known?.data ?? noPeople);
  });
  const failed = [followUps, ...linked, ...people].find(({ isError }) => isError);
  const isLoading =
    followUps.isPending ||
    (desk && linked.some(({ isPending }) => isPending)) ||
    (courier && people.some(({ isPending }) => isPending));
  const isChecking = linked.some(({ data }) => data?.checking);
  return (
    <FormDialog
      title={t('title')}
      submit={undefined}
      cancel={t('close')}
      onSubmit={() => false}
      onClose={onClose}
    >
      <p dir="auto">{t('lead')}</p>
      {failed?.error && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      {isLoading && !failed && (
        <div role="status">
          <p className="ui-hidden">{t('loading')}</p>
          <SkeletonList />
        </div>
      )}
      {user &&
        followUps.data &&
        groups.map((group) => (
          <ReminderForm
            key={group.recipient.id}
            user={user.uuid}
            group={group}
            chosen={of && group.todos.some((one) => idOf(one) === idOf(of)) ? [idOf(of)] : []}
            followUp={(todo) => followUpOf(followUps.data, todo)}
          />
        ))}
      {!isLoading && !failed && groups.length === 0 && <p dir="auto">{t('nothing')}</p>}
      {isChecking && (
        <p className="ui-note" dir="auto">
          {t('checking')}
        </p>
      )}
      {others.length > 0 && <Others others={others} />}
    </FormDialog>
  );
}

function Others({ others }: { readonly others: readonly NotRemindable[] }) {
  const t = useTranslations('followUp.dialog');
  return (
    <section aria-label={t('elsewhere')}>
      <h3 dir="auto">{t('elsewhere')}</h3>
      <ul className="ui-list ui-stack ui-tight">
        {others.map(({ todo, why }) => (
          <li key={idOf(todo)}>
            <p dir="auto">{todo.description}</p>
            <p className="ui-meta">
              <span dir="auto">{t(why, { owner: todo.owner ?? '', name: todo.owner ?? '' })}</span>
              <Link to={paths.meeting(todo.meeting.id)}>{t('toMeeting')}</Link>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
