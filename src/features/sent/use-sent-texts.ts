import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { connectionsOptions } from '#src/api/gateway/connections.ts';
import type { SentEntry } from '#src/api/gateway/sent.ts';

/** Operations that pages use, and the interface has words for; others have those of their documentation. */
const worded = [
  'sendMessage',
  'createClient',
  'updateClient',
  'transferMessage',
  'transferMessageToGroup',
  'updateDialog',
  'closeRequest',
  'markMessageRead',
  'markMessageUnread',
  'createTicket',
  'updateTicket',
  'deleteTicket',
  'createTag',
  'createTagGroup',
  'createTemplate',
  'updateTemplate',
  'deleteTemplate',
  'createTemplateGroup',
  'updateTemplateGroup',
  'deleteTemplateGroup',
  'createOperator',
  'updateOperator',
  'sendMenuItem',
  'receiveExternalMessage',
  'importMessages',
  'setMessageStatus',
  'updateCompany',
  'switchCompanyMode',
  'deleteOutbox',
  'updateWebhook',
  'deleteWebhook',
  'createUserEmail',
  'createUserEmailAttachment',
  'uploadUserEmailAttachment',
  'processUserEmailAttachmentUpload',
  'sendUserEmail',
  'sendText',
  'createUserConsent',
  'createRecording',
  'deleteRecording',
  'createVoiceConference',
  'createVideoChannel',
  'setVideoChannelReminderTimer',
  'terminateVideoChannel',
  'updateVideoParticipant',
  'createAnnouncer',
  'updateAnnouncer',
  'deleteAnnouncer',
  'createMessagingOperation',
  'createAppCredential',
  'updateAppCredential',
  'createAskReminder',
  'updateAskReminder',
  'sendToAskSubscription',
  'createSniffer',
  'recalculateCommunicationSummary',
  'purgeData',
] as const;

/** How what was sent is put into words. */
export function useSentTexts() {
  const t = useTranslations('sent');
  const { data: systems } = useQuery(connectionsOptions());
  const system = (entry: Pick<SentEntry, 'system'>): string =>
    systems?.find(({ id }) => id === entry.system)?.name ?? entry.system;
  const known = ({ operation }: SentEntry) => worded.find((one) => one === operation);
  return {
    system,
    /** `lang` is said where the text is not in the language of the interface. */
    what: (entry: SentEntry): { readonly text: string; readonly lang?: string } => {
      const name = known(entry);
      return name ? { text: t(`operations.${name}`) } : { text: entry.title, lang: 'en' };
    },
    state: ({ state, waiting }: SentEntry): string => t(`states.${waiting ? 'waiting' : state}`),
    explained: (entry: SentEntry): string =>
      t(`explained.${entry.waiting ? 'waiting' : entry.state}`, { system: system(entry) }),
  };
}
