import {
  type Icon,
  IconDeviceLaptop,
  IconFolders,
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
import { connectedSystemsOptions, rememberedSystems } from '#src/api/gateway/connected-systems.ts';
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
  /** Shown once it is known that this system is connected, one with conversations, or any. */
  readonly connected?: 'conversations' | 'courier' | 'any';
}

interface Group {
  /** Its heading is the message `nav.groups.<id>`; the first group needs none. */
  readonly id: 'work' | 'organisation';
  readonly places: readonly Place[];
}

const groups: readonly Group[] = [
  {
    id: 'work',
    places: [
      { id: 'overview', to: paths.home(), icon: IconHome },
      { id: 'meetings', to: paths.meetings(), icon: IconNotes },
      { id: 'conversations', to: paths.conversations(), icon: IconMessages, connected: 'conversations' },
      { id: 'calls', to: paths.calls(), icon: IconPhone, connected: 'courier' },
      { id: 'sent', to: paths.sent(), icon: IconSend, connected: 'any' },
      { id: 'record', to: paths.record(), icon: IconMicrophone },
      { id: 'connect', to: paths.connect(), icon: IconDeviceLaptop },
      { id: 'actionItems', to: paths.actionItems(), icon: IconListCheck, indexed: true },
      { id: 'dossiers', to: paths.dossiers(), icon: IconFolders, indexed: true },
    ],
  },
  {
    id: 'organisation',
    places: [
      { id: 'people', to: paths.people(), icon: IconUsers },
      { id: 'teams', to: paths.teams(), icon: IconUsersGroup },
      { id: 'organisations', to: paths.organisations(), icon: IconSitemap },
      { id: 'templates', to: paths.templates(), icon: IconTemplate },
      { id: 'integrations', to: paths.integrations(), icon: IconPlugConnected },
      { id: 'webhooks', to: paths.webhooks(), icon: IconWebhook },
    ],
  },
];

const isMeant: Readonly<Record<NonNullable<Place['connected']>, readonly SystemId[]>> = {
  conversations: conversationSystems,
  courier: ['courier'],
  any: systemIds,
};

const isShown =
  (systems: readonly SystemId[]) =>
  ({ indexed, connected }: Place) =>
    (!indexed || indexStore.available) &&
    (!connected || systems.some((system) => isMeant[connected].includes(system)));

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
  const { data: systems = [] } = useQuery({
    ...connectedSystemsOptions(),
    placeholderData: rememberedSystems.get,
  });
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
      <NavLink to={to} end={to === paths.home()} className={`ui-entry ${classes.link}`} onClick={onNavigate}>
        <PlaceIcon size={19} aria-hidden />
        <span>{t(id)}</span>
      </NavLink>
      {id === 'meetings' && <SavedViewsNav onNavigate={onNavigate} />}
    </>
  );
}
