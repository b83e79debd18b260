import type { RowHandler } from '../lib/row-handler.ts';
import { appArea } from './areas/apps.ts';
import type { Area } from './areas/area.ts';
import { assistantArea } from './areas/assistant.ts';
import { automationArea } from './areas/automation.ts';
import { broadcastArea } from './areas/broadcasts.ts';
import { channelArea } from './areas/channels.ts';
import { conferenceArea } from './areas/conferences.ts';
import { conversationArea } from './areas/conversations.ts';
import { diagnosisArea } from './areas/diagnosis.ts';
import { emailArea } from './areas/emails.ts';
import { fileArea } from './areas/files.ts';
import { messageArea } from './areas/messages.ts';
import { multicastArea } from './areas/multicasts.ts';
import { notificationArea } from './areas/notifications.ts';
import { people } from './areas/people.ts';
import { preferenceArea } from './areas/preferences.ts';
import { recordingArea } from './areas/recordings.ts';
import { responderArea } from './areas/responders.ts';
import { snippetArea } from './areas/snippets.ts';
import { telephoneArea } from './areas/telephone.ts';
import { textAccountArea } from './areas/text-accounts.ts';
import { textArea } from './areas/texts.ts';
import { videoArea } from './areas/video.ts';
import { resourceHandlers } from './resources.ts';
import type { World } from './world.ts';

const areas: readonly Area[] = [
  appArea,
  assistantArea,
  automationArea,
  broadcastArea,
  channelArea,
  conferenceArea,
  conversationArea,
  diagnosisArea,
  emailArea,
  fileArea,
  messageArea,
  multicastArea,
  notificationArea,
  people,
  preferenceArea,
  recordingArea,
  responderArea,
  snippetArea,
  telephoneArea,
  textAccountArea,
  textArea,
  videoArea,
];

const byHand = areas.flatMap(({ handlers }) => handlers);

/** One handler per operation of the contract. */
export const handlers: readonly RowHandler<World>[] = [
  ...byHand,
  ...resourceHandlers(
    areas.flatMap(({ definitions }) => definitions),
    new Set(byHand.map(({ name }) => name)),
  ),
];
