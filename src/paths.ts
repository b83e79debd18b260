import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import { urlText } from '#contract/url-text.ts';

/** The only place where addresses of this application are built (style rule 1). */
export const paths = {
  home: () => '/',
  signIn: (returnTo?: string) =>
    returnTo && returnTo !== '/' ? `/sign-in?returnTo=${urlText(returnTo)}` : '/sign-in',
  /** Sign-in in a window of its own, for a page whose session ended. */
  signInPopup: () => '/sign-in?popup=1',
  callback: () => '/auth/callback',
  meetings: (search?: string) => `/meetings${search ?? ''}`,
  meeting: (id: string) => `/meetings/${urlText(id)}`,
  /** A new meeting without a recording; with `from`, like that one. */
  newMeeting: (from?: string) =>
    from === undefined ? '/meetings/new' : `/meetings/new?from=${urlText(from)}`,
  editMeeting: (id: string) => `/meetings/${urlText(id)}/edit`,
  record: () => '/record',
  people: (search?: string) => `/people${search ?? ''}`,
  invitePeople: () => '/people/invite',
  /** What admins did through this dashboard. */
  audit: (search?: string) => `/people/audit${search ?? ''}`,
  person: (uuid: string) => `/people/${urlText(uuid)}`,
  /** Meeting types, themes and questions. */
  templates: (search?: string) => `/templates${search ?? ''}`,
  /** What meetings of a type ask; with example answers, or without. */
  templatePreview: (id: number, answers = false) => `/templates/${id}/preview${answers ? '?answers=1' : ''}`,
  /** Templates from a file or a starter pack. */
  importTemplates: (search?: string) => `/templates/import${search ?? ''}`,
  teams: (search?: string) => `/teams${search ?? ''}`,
  team: (id: string) => `/teams/${urlText(id)}`,
  /** The tree; with `uuid`, one organisation in it. */
  organisations: (uuid?: string) =>
    uuid === undefined ? '/organisations' : `/organisations?organisation=${urlText(uuid)}`,
  /** With the id of a section, at that. */
  settings: (section?: string) => `/settings${section === undefined ? '' : `#${section}`}`,
  webhooks: (search?: string) => `/webhooks${search ?? ''}`,
  /** Checks a document's seal. */
  verify: () => '/verify',
  actionItems: (search?: string) => `/action-items${search ?? ''}`,
  /** What the index says of the meetings, or of the templates that they come from. */
  insight: (search = '', side = '') => `/insight${side}${search}`,
  dossiers: (search?: string) => `/dossiers${search ?? ''}`,
  dossier: (id: string) => `/dossiers/${urlText(id)}`,
  connect: (search?: string) => `/connect${search ?? ''}`,
  /** What was published in Claap. */
  publications: (search?: string) => `/sent/publications${search ?? ''}`,
  /** What was sent to many. */
  broadcasts: () => '/sent/broadcast',
  newBroadcast: () => '/sent/broadcast/new',
  broadcast: (id: string) => `/sent/broadcast/${urlText(id)}`,
  /** What was sent to connected systems. */
  sent: (search?: string) => `/sent${search ?? ''}`,
  /** What clients and the company write to each other. */
  conversations: (search?: string) => `/conversations${search ?? ''}`,
  conversation: (id: ConversationId) => `/conversations/${id}`,
  /** What was said on the telephone. */
  calls: (search?: string) => `/calls${search ?? ''}`,
  /** Another list of calls. */
  callsTab: (tab: 'log' | 'conferences' | 'waiting' | 'video', search = '') => `/calls/${tab}${search}`,
  call: (id: string) => `/calls/${urlText(id)}`,
  integrations: () => '/integrations',
  /** How telephone calls come in from 3CX. */
  threeCx: () => '/integrations/3cx',
  integration: (id: number) => `/integrations/${id}`,
  /** The connection of the organisation to a further system, or one of its tabs. */
  connection: (system: string, tab?: string, search = '') =>
    `/integrations/${system}${tab === undefined ? '' : `/${urlText(tab)}`}${search}`,
  /** The console for a system’s API; with `operation`, at that. */
  apiConsole: (system: string, operation?: string): string =>
    paths.connection(system, 'console', operation === undefined ? '' : `?operation=${urlText(operation)}`),
} as const;

/** A route parameter that the route guarantees. @throws Error when it is missing, which is a mistake here. */
export function requiredParam(params: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = params[name];
  if (value === undefined || value === '') throw new Error(`the route has no parameter ${name}`);
  return value;
}
