import {
  IconAlertTriangle,
  IconChecklist,
  IconDeviceDesktop,
  type IconProps,
  IconRefresh,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslations } from 'use-intl';
import { useIsConnected } from '#src/services/conversations/use-is-connected.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { NeedTile, type Tile } from './need-tile.tsx';
import classes from './overview.module.css';

export interface Need extends Tile {
  readonly id: 'review' | 'news' | 'working' | 'failed' | 'device';
}

const icons: Readonly<Record<Need['id'], ComponentType<IconProps>>> = {
  review: IconChecklist,
  news: IconChecklist,
  working: IconRefresh,
  failed: IconAlertTriangle,
  device: IconDeviceDesktop,
};

/** Most of those who read the overview have neither conversations nor calls. */
const loadWaiting = () => import('./waiting-tile.tsx').then(({ WaitingTile }) => WaitingTile);

const loadCalls = () => import('./calls-tile.tsx').then(({ CallsTile }) => CallsTile);
const loadBroadcasts = () => import('./broadcasts-tile.tsx').then(({ BroadcastsTile }) => BroadcastsTile);
const loadPublications = () =>
  import('./publications-tile.tsx').then(({ PublicationsTile }) => PublicationsTile);

/** What needs the person, as numbers with links. */
export function NeedTiles({ needs }: { readonly needs: readonly Need[] }) {
  const t = useTranslations('overview.needs');
  const [hasDesk, hasChannels] = [useIsConnected('chat2desk'), useIsConnected('courier')];
  const hasConversations = hasDesk || hasChannels;
  const WaitingTile = useOnDemand(loadWaiting, hasConversations);
  const CallsTile = useOnDemand(loadCalls, hasChannels);
  const BroadcastsTile = useOnDemand(loadBroadcasts, hasChannels);
  const PublicationsTile = useOnDemand(loadPublications, useIsConnected('claap'));
  return (
    <section aria-labelledby="overview-needs">
      <h2 id="overview-needs" className={classes.heading}>
        {t('title')}
      </h2>
      <ul className={`ui-list ${classes.tiles}`}>
        {needs.map((need) => (
          <NeedTile key={need.id} need={need} title={t(need.id)} Icon={icons[need.id]} />
        ))}
        {WaitingTile && <WaitingTile />}
        {CallsTile && <CallsTile />}
        {PublicationsTile && <PublicationsTile />}
        {BroadcastsTile && <BroadcastsTile />}
      </ul>
    </section>
  );
}
