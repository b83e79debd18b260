import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import type { LiveMessage } from '#contract/gateway/push.ts';
import { followDesk } from '#src/api/chat2desk/follow-desk.ts';
import { FollowChanges } from '#src/api/claritalk/meetings/follow-changes.ts';
import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { consentNews } from '#src/api/gateway/consents/consent-news.ts';
import { followConsents } from '#src/api/gateway/consents/consents.ts';
import { followConnections } from '#src/api/gateway/follow-connections.ts';
import {
  conversationKeys,
  followConversations,
  hearAnswering,
} from '#src/api/gateway/follow-conversations.ts';
import { notifications } from '#src/lib/notifications.ts';
import { paths } from '#src/paths.ts';
import { announceFinished } from './finished-meetings.ts';
import { FinishedToasts } from './finished-toasts.tsx';
import classes from './live.module.css';
import { LiveService } from './live-service.ts';
import { useLiveState } from './live-state.ts';

/** Three lines of news are as much as anyone reads in a corner. */
const maxShown = 3;

/** Listens to the gateway, keeps the page up to date and announces finished meetings. */
export function LiveHost() {
  const t = useTranslations('live');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data: user } = useQuery(currentUserQuery());
  const [finished, setFinished] = useState<readonly MeetingListItem[]>([]);
  const userUuid = user?.uuid;

  useEffect(() => {
    if (userUuid === undefined) return;
    const follow = new FollowChanges(queries);
    const consents = followConsents(queries);
    const connections = followConnections(queries);
    const conversations = followConversations(queries);
    const desk = followDesk(queries);
    const service = new LiveService({ userUuid, onMessage: take });
    const finish = announceFinished({
      queries,
      userUuid,
      leads: () => service.leads,
      announce: (meeting) => {
        const { id, name } = meeting;
        setFinished((shown) => [meeting, ...shown.filter((other) => other.id !== id)].slice(0, maxShown));
        if (document.visibilityState === 'visible') return;
        notifications.show({
          title: t('finished.notification'),
          body: name ?? t('unnamed'),
          tag: id,
          onClick: () => void navigate(paths.meeting(id)),
        });
      },
    });
    function take(message: LiveMessage, place: string | undefined): void {
      if (message.type === 'resync') follow.everything();
      if (message.type === 'resync' || message.type === 'news') connections.renew();
      if (message.type === 'resync') {
        conversations.renew(undefined);
        void queries.invalidateQueries({ queryKey: conversationKeys.everyAnswering });
        desk.renew(undefined);
      }
      if (message.type === 'news' && message.system === 'chat2desk') {
        desk.renew(message.about);
        conversations.renew(message.about === 'dialog' ? dialogId(Number(message.id)) : undefined);
      }
      if (message.type === 'answering') hearAnswering(queries, message);
      if (message.type === 'consent') {
        consents.renew();
        consentNews.tell();
      }
      if (message.type !== 'change') return;
      if (message.event.startsWith('users.')) follow.users();
      else follow.meeting(message.id);
      if (message.event === 'meeting.processed') void finish(message.id, place);
    }
    return () => {
      service.close();
      connections.stop();
      consents.stop();
      conversations.stop();
      desk.stop();
    };
  }, [userUuid, queries, navigate, t]);

  return (
    <FinishedToasts
      // Anyone who looks at the meeting sees it there.
      meetings={finished.filter(({ id }) => pathname !== paths.meeting(id))}
      onClose={(id) => setFinished((shown) => shown.filter((meeting) => meeting.id !== id))}
    />
  );
}

/** Says, in the navigation, that pages are less up to date than usual. */
export function LiveNotice() {
  const t = useTranslations('live');
  const state = useLiveState();
  return (
    <p role="status" className={`ui-note ${classes.interrupted}`}>
      {state === 'interrupted' && t('interrupted')}
    </p>
  );
}
