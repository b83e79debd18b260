import { Skeleton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDeviceDesktop,
  IconListCheck,
  type IconProps,
  IconRefresh,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useTranslations } from 'use-intl';
import type { SystemId } from '#contract/system.ts';
import { connectedSystemsAtOnce } from '#src/api/gateway/connected-systems.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { NeedTile, type Tile } from './need-tile.tsx';
import classes from './overview.module.css';

export interface Need extends Tile {
  readonly id: 'review' | 'news' | 'working' | 'failed' | 'device';
}

const icons: Readonly<Record<Need['id'], ComponentType<IconProps>>> = {
  review: IconListCheck,
  news: IconListCheck,
  working: IconRefresh,
  failed: IconAlertTriangle,
  device: IconDeviceDesktop,
};

/** Most of those who read the overview have neither conversations nor calls. */
const loadWaiting = () => import('./waiting-tile.tsx').then(({ WaitingTile }) => WaitingTile);

const loadCalls = () => import('./calls-tile.tsx').then(({ CallsTile }) => CallsTile);
const loadBroadcasts = () => import('./broadcasts-tile.tsx').then(({ BroadcastsTile }) => BroadcastsTile);
const loadRetention = () => import('./retention-tile.tsx').then(({ RetentionTile }) => RetentionTile);
const loadOwnRetention = () =>
  import('./own-retention-tile.tsx').then(({ OwnRetentionTile }) => OwnRetentionTile);
const loadConsent = () => import('./consent-tile.tsx').then(({ ConsentTile }) => ConsentTile);
const loadPublications = () =>
  import('./publications-tile.tsx').then(({ PublicationsTile }) => PublicationsTile);

/** What needs the person, as numbers with links. */
export function NeedTiles({
  needs,
  isAdmin,
}: {
  readonly needs: readonly Need[];
  readonly isAdmin: boolean;
}) {
  const t = useTranslations('overview.needs');
  const { data: systems = [], isPlaceholderData } = useQuery(connectedSystemsAtOnce());
  // What was connected last time has its room at once, and its tiles when it is known to be connected.
  const expects = (...any: SystemId[]) => any.some((id) => systems.includes(id));
  const has = (...any: SystemId[]) => !isPlaceholderData && expects(...any);
  const WaitingTile = useOnDemand(loadWaiting, has('chat2desk', 'courier'));
  const CallsTile = useOnDemand(loadCalls, has('courier'));
  const BroadcastsTile = useOnDemand(loadBroadcasts, has('courier'));
  const PublicationsTile = useOnDemand(loadPublications, has('claap'));
  const ConsentTile = useOnDemand(loadConsent, true);
  const OwnRetentionTile = useOnDemand(loadOwnRetention, true);
  const RetentionTile = useOnDemand(loadRetention, isAdmin);
  return (
    <section aria-labelledby="overview-needs">
      <h2 id="overview-needs" className={classes.heading}>
        {t('title')}
      </h2>
      <ul className={`ui-list ${classes.tiles}`}>
        {needs.map((need) => (
          <NeedTile key={need.id} need={need} title={t(need.id)} Icon={icons[need.id]} />
        ))}
        {WaitingTile ? <WaitingTile /> : expects('chat2desk', 'courier') && <Room />}
        {CallsTile ? <CallsTile /> : expects('courier') && <Room />}
        {PublicationsTile && <PublicationsTile />}
        {BroadcastsTile && <BroadcastsTile />}
        {ConsentTile && <ConsentTile />}
        {OwnRetentionTile && <OwnRetentionTile />}
        {RetentionTile && <RetentionTile />}
      </ul>
    </section>
  );
}

/** Keeps the place of a tile that is on its way. */
const Room = () => (
  <li className={`ui-card ${classes.tile}`} aria-hidden>
    <Skeleton width="2.5rem" height="1.75rem" mt="1.75rem" />
  </li>
);
