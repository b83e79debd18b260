import { Button, Skeleton } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, type LoaderFunctionArgs, useParams } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { queryClientContext } from '#src/api/query-client.ts';
import { teamsOptions } from '#src/api/teams.ts';
import { type CurrentUser, currentUserQuery, type User, usersOptions } from '#src/api/users.ts';
import { paths, requiredParam } from '#src/app/paths.ts';
import { languageName } from '#src/lib/language-name.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { useRefusals } from '#src/ui/use-refusals.ts';
import { WhyNot } from '#src/ui/why-not.tsx';
import { BackLink } from './back-link.tsx';
import classes from './people.module.css';
import { PersonForm } from './person-form.tsx';
import { PersonMeetings } from './person-meetings.tsx';

/** Begins to load; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(usersOptions());
  void queryClient.prefetchQuery(teamsOptions());
  return null;
}

/** What is known of somebody, and what can be changed. */
export function Component() {
  const uuid = requiredParam(useParams(), 'uuid').toLowerCase();
  const t = useTranslations('people');
  const users = useQuery(usersOptions());
  const { data: self } = useQuery(currentUserQuery());
  const user = findUser(users.data, self, uuid, users.isError);
  return (
    <>
      <BackLink />
      <PageHeader
        title={user?.name ?? t('title')}
        lead={user ? user.email : '\u00a0'}
        actions={user && self && <DeleteButton user={user} self={self} />}
      />
      {!user && users.isError && <ErrorState error={users.error} onRetry={() => void users.refetch()} />}
      {!user && users.isPending && <Skeleton height={280} radius="lg" maw="52rem" aria-hidden />}
      {!user && users.data && self && <ErrorState error={undefined} title={t('missing')} />}
      {user && self && (
        <>
          <Facts user={user} self={self} />
          <PersonForm key={user.uuid} user={user} self={self} />
          <PersonMeetings uuid={user.uuid} />
        </>
      )}
    </>
  );
}

/** Somebody of the list; oneself even when the list may not be read. */
function findUser(
  users: readonly User[] | undefined,
  self: CurrentUser | undefined,
  uuid: string,
  failed: boolean,
): User | undefined {
  const listed = users?.find((user) => user.uuid.toLowerCase() === uuid);
  if (listed || !self || self.uuid.toLowerCase() !== uuid || (!users && !failed)) return listed;
  const { name, email, locale } = self;
  return { uuid: self.uuid, name, email, locale, createdAt: undefined, updatedAt: undefined };
}

interface PersonProps {
  readonly user: User;
  readonly self: CurrentUser;
}

const isSelf = ({ user, self }: PersonProps) => user.uuid.toLowerCase() === self.uuid.toLowerCase();

function Facts({ user, self }: PersonProps) {
  const t = useTranslations('people');
  const locale = useLocale();
  return (
    <dl className={`${classes.panel} ${classes.facts}`}>
      <dt>{t('columns.email')}</dt>
      <dd>{user.email ?? '–'}</dd>
      <dt>{t('uuid')}</dt>
      <dd>
        <code>{user.uuid}</code>
        <CopyButton text={user.uuid} label={t('copyUuid')} />
      </dd>
      <dt>{t('role')}</dt>
      <dd>{isSelf({ user, self }) ? (self.role ?? '–') : t('roleHidden')}</dd>
      <dt>{t('columns.locale')}</dt>
      <dd>
        {user.locale ? languageName(user.locale, locale) : '–'}
        {isSelf({ user, self }) && <span className={classes.dimmed}>{t('language')}</span>}
      </dd>
      <dt>{t('columns.created')}</dt>
      <dd>
        <Moment at={user.createdAt} />
      </dd>
      <dt>{t('columns.updated')}</dt>
      <dd>
        <Moment at={user.updatedAt} />
      </dd>
      <dt>{t('teams')}</dt>
      <dd>
        <Teams uuid={user.uuid} />
      </dd>
    </dl>
  );
}

function Teams({ uuid }: { readonly uuid: string }) {
  const t = useTranslations('people');
  const { data: teams, isError } = useQuery(teamsOptions());
  if (!teams) return isError ? t('teamsFailed') : <Skeleton height={12} width="8rem" radius="xl" />;
  const own = teams.filter(({ members }) => members.some((member) => member.uuid === uuid.toLowerCase()));
  return own.length > 0
    ? own.map(({ id, name }) => (
        <Link key={id} to={paths.team(id)}>
          {name}
        </Link>
      ))
    : t('noTeams');
}

const loadDialog = () => import('./delete-person-dialog.tsx');

function DeleteButton({ user, self }: PersonProps) {
  const t = useTranslations('people.delete');
  const refusals = useRefusals();
  const [asking, setAsking] = useState(false);
  const dialog = useOnDemand(loadDialog, asking);
  const refusal = isSelf({ user, self }) ? refusals.self() : refusals.admin(self);
  return (
    <>
      <WhyNot refusal={refusal}>
        {(blocked) => (
          <Button
            variant="default"
            leftSection={<IconTrash size={17} aria-hidden />}
            onClick={() => !blocked && setAsking(true)}
            {...blocked}
          >
            {t('button')}
          </Button>
        )}
      </WhyNot>
      {dialog && <dialog.DeletePersonDialog user={user} onClose={() => setAsking(false)} />}
    </>
  );
}
