import { Button, Skeleton } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, type LoaderFunctionArgs, useParams } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { type CurrentUser, currentUserQuery, type User, usersOptions } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { languageName } from '#src/lib/language-name.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { useIsConnected } from '#src/services/conversations/use-is-connected.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { Uuid } from '#src/ui/uuid.tsx';
import { WhyNot } from '#src/ui/why-not.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonMeetings } from './person-meetings.tsx';

/** Prefetches without blocking navigation. */
export function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(usersOptions());
  void queryClient.prefetchQuery(teamsOptions());
  return null;
}

/** What is known of someone, and what can be changed. */
export function Component() {
  const uuid = requiredParam(useParams(), 'uuid').toLowerCase();
  const t = useTranslations('people');
  const users = useQuery(usersOptions());
  const { data: self } = useQuery(currentUserQuery());
  const user = findUser(users.data, self, uuid, users.isError);
  return (
    <>
      <BackLink to={paths.people()} label={t('back')} />
      <PageHeader
        title={user?.name ?? t('title')}
        lead={user ? user.email : '\u00a0'}
        actions={user && self && <DeleteButton user={user} self={self} />}
      />
      {!user && users.isError && <ErrorState error={users.error} onRetry={() => void users.refetch()} />}
      {!user && users.isPending && <Skeleton height={280} radius="lg" maw="52rem" aria-hidden />}
      {!user && users.data && self && <ErrorState error={undefined} title={t('missing')} />}
      {user && self && (
        <div className="ui-parts ui-narrow">
          <Profile user={user} self={self} />
          <PersonForm key={user.uuid} user={user} self={self} />
          {self.role === 'admin' && <Operator user={user} />}
          {self.role === 'admin' && <Author user={user} />}
          <PersonMeetings uuid={user.uuid} />
        </div>
      )}
    </>
  );
}

const loadOperator = () => import('./person-operator.tsx').then(({ PersonOperator }) => PersonOperator);

/** Nothing where there are no conversations. */
function Operator({ user }: { readonly user: User }) {
  const PersonOperator = useOnDemand(loadOperator, useIsConnected('chat2desk'));
  return PersonOperator ? <PersonOperator user={user} /> : null;
}

const loadAuthor = () =>
  import('#src/services/publishing/author-panel.tsx').then(({ AuthorPanel }) => AuthorPanel);

/** Nothing where nothing can be published. */
function Author({ user }: { readonly user: User }) {
  const AuthorPanel = useOnDemand(loadAuthor, useIsConnected('claap'));
  return AuthorPanel ? <AuthorPanel user={user} /> : null;
}

/** Someone in the list; oneself even when the list may not be read. */
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

function Profile({ user, self }: PersonProps) {
  const t = useTranslations('people');
  const locale = useLocale();
  const own = isSelf({ user, self });
  const language = user.locale ? languageName(user.locale, locale) : '–';
  return (
    <Panel>
      <Facts
        of={[
          [t('columns.email'), user.email ?? '–'],
          [t('uuid'), <Uuid key="uuid" uuid={user.uuid} label={t('copyUuid')} />],
          [t('role'), own ? (self.role ?? '–') : t('roleHidden')],
          [t('columns.locale'), own ? <OwnLanguage key="language" name={language} /> : language],
          [t('columns.created'), <Moment key="created" at={user.createdAt} />],
          [t('columns.updated'), <Moment key="updated" at={user.updatedAt} />],
          [t('teams'), <Teams key="teams" uuid={user.uuid} />],
        ]}
      />
    </Panel>
  );
}

function OwnLanguage({ name }: { readonly name: string }) {
  const t = useTranslations('people');
  return (
    <>
      <span dir="auto">{name}</span>
      <span className="ui-dimmed">{t('language')}</span>
    </>
  );
}

function Teams({ uuid }: { readonly uuid: string }) {
  const t = useTranslations('people');
  const { data: teams, isError } = useQuery(teamsOptions());
  if (!teams)
    return isError ? <span>{t('teamsFailed')}</span> : <Skeleton height={12} width="8rem" radius="xl" />;
  const own = teams.filter(({ members }) => members.some((member) => member.uuid === uuid.toLowerCase()));
  if (own.length === 0) return <span>{t('noTeams')}</span>;
  return own.map(({ id, name }) => (
    <Link key={id} to={paths.team(id)} dir="auto">
      {name}
    </Link>
  ));
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
