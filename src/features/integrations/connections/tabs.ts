import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { SystemId } from '#contract/system.ts';
import type { Messages } from '#src/i18n/messages.ts';
import { secondTry } from '#src/lib/second-try.ts';
import type { TabProps } from '../tab/tab.ts';

/** The part of the address that names a tab. Its title is the text `connections.tabs.<id>`. */
export type TabId = Exclude<keyof Messages['connections']['tabs'], 'label' | 'title' | 'missing'>;

/** Named like the place of its operations, so that the console and the documents can say where these are. */
type AdministrationId = Exclude<TabId, 'connection' | 'console'>;

interface Tab {
  readonly id: AdministrationId;
  /** Loads its code, which may begin before it is drawn. */
  readonly load: () => Promise<unknown>;
  readonly View: LazyExoticComponent<ComponentType<TabProps>>;
}

/** @param load imports a module that exports `Component` */
function tab(
  id: AdministrationId,
  load: () => Promise<{ readonly Component: ComponentType<TabProps> }>,
): Tab {
  return { id, load, View: lazy(async () => ({ default: (await secondTry(load)).Component })) };
}

/** What admins administer of each system: its tabs, in their order, between the connection and the API console. */
const administration: Readonly<Record<SystemId, readonly Tab[]>> = {
  chat2desk: [
    tab('operators', () => import('../chat2desk/operators/operators-tab.tsx')),
    tab('tags', () => import('../chat2desk/tags/tags-tab.tsx')),
    tab('templates', () => import('../chat2desk/templates/templates-tab.tsx')),
    tab('tickets', () => import('../chat2desk/tickets/tickets-tab.tsx')),
    tab('statistics', () => import('../chat2desk/statistics/statistics-tab.tsx')),
    tab('self-service', () => import('../chat2desk/self-service/self-service-tab.tsx')),
    tab('external-channel', () => import('../chat2desk/external-channel/external-channel-tab.tsx')),
    tab('company', () => import('../chat2desk/company/company-tab.tsx')),
  ],
  claap: [],
  courier: [
    tab('telephone', () => import('../courier/telephone/telephone-tab.tsx')),
    tab('sms', () => import('../courier/sms/sms-tab.tsx')),
    tab('people', () => import('../courier/people/people-tab.tsx')),
    tab('conversations', () => import('../courier/conversations/conversations-tab.tsx')),
    tab('automation', () => import('../courier/automation/automation-tab.tsx')),
    tab('apps', () => import('../courier/apps/apps-tab.tsx')),
    tab('voice-assistant', () => import('../courier/voice-assistant/voice-assistant-tab.tsx')),
    tab('diagnosis', () => import('../courier/diagnosis/diagnosis-tab.tsx')),
    tab('paths', () => import('./paths/paths-tab.tsx')),
  ],
};

export const tabsOf = (system: SystemId): readonly Tab[] => administration[system];

export const findTab = (system: SystemId, id: string | undefined): Tab | undefined =>
  tabsOf(system).find((one) => one.id === id);
