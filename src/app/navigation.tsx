import {
  type Icon,
  IconActivity,
  IconDeviceLaptop,
  IconFolder,
  IconHome,
  IconListCheck,
  IconMessages,
  IconMicrophone,
  IconNotes,
  IconPhone,
  IconPlugConnected,
  IconSend,
  IconSitemap,
  IconTemplate,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { useTranslations } from 'use-intl';
import { conversationSystems } from '#contract/gateway/conversation-id.ts';
import { type SystemId, systemIds } from '#contract/system.ts';
import { connectedSystemsAtOnce } from '#src/api/gateway/connected-systems.ts';
import { SavedViewsNav } from '#src/features/meetings/list/views/saved-views-nav.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { paths } from '../paths.ts';
import classes from './navigation.module.css';

/** A page of the navigation. Its name is the message `nav.<id>`. */
export interface Place {
  readonly id:
    | 'overview'
    | 'meetings'
    | 'actionItems'
    | 'dossiers'
    | 'insight'
    | 'conversations'
    | 'calls'
    | 'sent'
    | 'record'
    | 'connect'
    | 'people'
    | 'teams'
    | 'organisations'
    | 'templates'
    | 'integrations'
    | 'webhooks';
  readonly to: string;
  readonly icon: Icon;
  /** Reads the search index, which not every browser can keep. */
  readonly indexed?: true;
  /** Shown once it is known that one of these is connected. */
  readonly connected?: readonly SystemId[];
}

interface Group {
  /** Its heading is the message `nav.groups.<id>`; the first group needs none. */
  readonly id: 'work' | 'organisation';
  readonly places: readonly Place[];
}

/** Its address has its name, but for the first one. */
const place = (id: Place['id'], icon: Icon, shown?: Pick<Place, 'indexed' | 'connected'>): Place => ({
  id,
  to: (id === 'overview' ? paths.home : paths[id])(),
  icon,
  ...shown,
});

const groups: readonly Group[] = [
  {
    id: 'work',
    places: [
      place('overview', IconHome),
      place('meetings', IconNotes),
      place('conversations', IconMessages, { connected: conversationSystems }),
      place('calls', IconPhone, { connected: ['courier'] }),
      place('sent', IconSend, { connected: systemIds }),
      place('record', IconMicrophone),
      place('connect', IconDeviceLaptop),
      place('actionItems', IconListCheck, { indexed: true }),
      place('dossiers', IconFolder, { indexed: true }),
      place('insight', IconActivity, { indexed: true }),
    ],
  },
  {
    id: 'organisation',
    places: [
      place('people', IconUsers),
      place('teams', IconUsersGroup),
      place('organisations', IconSitemap),
      place('templates', IconTemplate),
      place('integrations', IconPlugConnected),
      place('webhooks', IconWebhook),
    ],
  },
];

const isShown =
  (systems: readonly SystemId[]) =>
  ({ indexed, connected }: Place) =>
    (!indexed || indexStore.available) &&
    (!connected || systems.some((system) => connected.includes(system)));

/** Pages of the navigation that hold something for the reader, in its order. */
export const shownPlaces = (systems: readonly SystemId[] = []): Place[] =>
  groups.flatMap(({ places }) => places.filter(isShown(systems)));

interface NavigationListProps {
  /** A link was followed: on small screens the navigation closes. */
  readonly onNavigate: () => void;
}

/** The pages of the dashboard, in groups; a person's saved views stand below the list of meetings. */
export function NavigationList({ onNavigate }: NavigationListProps) {
  const t = useTranslations('nav');
  const { data: systems = [] } = useQuery(connectedSystemsAtOnce());
  return (
    <nav aria-label={t('label')} className={`ui-column ${classes.nav}`}>
      {groups.map(({ id, places }) => (
        <section key={id} aria-label={t(`groups.${id}`)} className={`ui-column ${classes.group}`}>
          {id !== 'work' && (
            <div className={`ui-note ui-strong ${classes.heading}`} aria-hidden>
              {t(`groups.${id}`)}
            </div>
          )}
          {places.filter(isShown(systems)).map((place) => (
            <PlaceLink key={place.id} place={place} onNavigate={onNavigate} />
          ))}
        </section>
      ))}
    </nav>
  );
}

function PlaceLink({
  place: { id, to, icon: PlaceIcon },
  onNavigate,
}: NavigationListProps & { place: Place }) {
  const t = useTranslations('nav');
  return (
    <>
      <NavLink to={to} end={id === 'overview'} className={`ui-entry ${classes.link}`} onClick={onNavigate}>
        <PlaceIcon size={19} aria-hidden />
        <span>{t(id)}</span>
      </NavLink>
      {id === 'meetings' && <SavedViewsNav onNavigate={onNavigate} />}
    </>
  );
}
