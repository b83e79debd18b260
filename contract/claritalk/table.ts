/**
 * Every documented REST operation of the Claritalk API, once. The SPA's client, the gateway's allow-list, the
 * sandbox's router and the contract tests all read this table.
 */
import type { Operation } from '../operation.ts';
import { listDossiers, listTeams } from './groups.ts';
import {
  communicateWithIntegration,
  getIntegration,
  getIntegrationData,
  listIntegrations,
} from './integrations.ts';
import {
  appendChatMessage,
  deleteMeeting,
  getMeeting,
  listMeetings,
  saveMeeting,
  uploadAudioChunk,
} from './meetings.ts';
import { createOrganisation, listOrganisations } from './organisations.ts';
import { ping, receive3cxCall, sendConnectCommand, setWebhookUrl } from './services.ts';
import {
  deleteQuestion,
  deleteTheme,
  deleteType,
  listQuestions,
  listThemes,
  listTypes,
  saveQuestion,
  saveTheme,
  saveType,
} from './templates.ts';
import { deleteUser, getCurrentUser, getUser, inviteUser, listUsers, updateUser } from './users.ts';

/** The table: all operations in the order of the documentation. */
export const operations: readonly Operation[] = [
  getCurrentUser,
  listUsers,
  getUser,
  updateUser,
  deleteUser,
  inviteUser,
  listOrganisations,
  createOrganisation,
  listTypes,
  saveType,
  deleteType,
  listThemes,
  saveTheme,
  deleteTheme,
  listQuestions,
  saveQuestion,
  deleteQuestion,
  listMeetings,
  getMeeting,
  saveMeeting,
  deleteMeeting,
  uploadAudioChunk,
  appendChatMessage,
  listDossiers,
  listTeams,
  listIntegrations,
  getIntegration,
  getIntegrationData,
  communicateWithIntegration,
  sendConnectCommand,
  setWebhookUrl,
  receive3cxCall,
  ping,
];
