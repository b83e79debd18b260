import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import {
  type Integration,
  type IntegrationRequest,
  integrationsOptions,
  syncRequest,
} from '#src/api/claritalk/integrations.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { keysOf } from '#src/lib/keys.ts';
import { SyncButton, SyncOutcomeNote } from '#src/services/integrations/sync.tsx';
import { target } from '#src/services/integrations/target.ts';
import { systemsToAsk } from '#src/services/preflight/checks.ts';
import { type Fact, Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Raw } from '#src/ui/raw.tsx';
import { partAttribute } from '../shared/parts.ts';

/** How many of each a meeting has. */
export interface MeetingParts {
  readonly decisions: number;
  readonly todos: number;
  readonly answers: number;
}

interface CrmToldProps {
  readonly parts: MeetingParts;
  /** Closed before that: it is what comes next. */
  readonly approved: boolean;
}

/** What each connected CRM is told, before it is. Nothing where none is connected. */
export function CrmTold({ parts, approved }: CrmToldProps) {
  const { data: integrations } = useQuery(integrationsOptions());
  const { data: self } = useQuery(currentUserQuery());
  if (!self) return null;
  return systemsToAsk(integrations ?? []).map((integration) => (
    <Told key={integration.id} integration={integration} self={self} parts={parts} approved={approved} />
  ));
}

interface ToldProps extends CrmToldProps {
  readonly integration: Integration;
  readonly self: CurrentUser;
}

function Told({ integration, self, parts, approved }: ToldProps) {
  const t = useTranslations('preflight.told');
  const { id, name, syncedAt } = integration;
  // The very body that a sync sends, so that what is shown cannot differ from it.
  const request = syncRequest(id, self.uuid);
  const said: Record<keyof IntegrationRequest, Fact> = {
    integration_id: [t('system'), `${name} (${request.integration_id})`],
    user_uuid: [t('self'), `${self.name} (${self.email})`],
    action: [t('action'), t('sync', { name })],
    data: [t('data'), Object.keys(request.data).length === 0 ? t('noData') : JSON.stringify(request.data)],
  };
  return (
    <details className="ui-after ui-small" open={approved} {...partAttribute('preflight')} data-screen>
      <summary dir="auto">{t('title', { name })}</summary>
      <div className="ui-stack ui-after">
        <p dir="auto">{t('lead', { name })}</p>
        <Facts
          of={[
            ...keysOf(request).map((field) => said[field]),
            syncedAt && [t('synced'), <Moment key="synced" at={syncedAt} />],
          ]}
        />
        <p className="ui-hint" dir="auto">
          {t('stays', { name, ...parts })}
        </p>
        <details>
          <summary>{t('exact')}</summary>
          <p>
            <code dir="ltr">{target}</code>
          </p>
          <Raw text={JSON.stringify(request, null, 2)} />
        </details>
        <div>
          <SyncButton integration={integration} self={self} quiet />
        </div>
        <SyncOutcomeNote integration={integration} />
      </div>
    </details>
  );
}
