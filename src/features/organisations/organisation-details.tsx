import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Organisation } from '#src/api/claritalk/organisations.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { Uuid } from '#src/ui/uuid.tsx';
import { WhyNot } from '#src/ui/why-not.tsx';

interface OrganisationDetailsProps {
  readonly organisation: Organisation;
  /** Those above it, the highest first. */
  readonly line: readonly Organisation[];
}

/** What is known about an organisation, and the way to a new one below it. */
export function OrganisationDetails({ organisation, line }: OrganisationDetailsProps) {
  const t = useTranslations('organisations');
  const { uuid, name, domain, children } = organisation;
  return (
    <Panel title={name} {...(line.length > 0 ? { lead: line.map((above) => above.name).join(' › ') } : {})}>
      <Facts
        of={[
          [t('domain'), domain ?? t('noDomain')],
          [t('uuid'), <Uuid key="uuid" uuid={uuid} label={t('copyUuid')} />],
          [
            t('children'),
            children.length === 0 ? t('noChildren') : <Children key="children" of={children} />,
          ],
        ]}
      />
      <NewChild key={uuid} parent={organisation} />
    </Panel>
  );
}

function Children({ of }: { readonly of: readonly Organisation[] }) {
  return (
    <ul className="ui-list">
      {of.map(({ uuid, name }) => (
        <li key={uuid}>
          <Link to={paths.organisations(uuid)} replace preventScrollReset dir="auto">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const loadDialog = () => import('./new-organisation-dialog.tsx');

function NewChild({ parent }: { readonly parent: Organisation }) {
  const t = useTranslations('organisations');
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useRefusals().admin(self);
  const [asking, setAsking] = useState(false);
  const [created, setCreated] = useState<string>();
  const dialog = useOnDemand(loadDialog, asking);
  return (
    <div className="ui-row">
      <WhyNot refusal={refusal}>
        {(blocked) => (
          <Button
            leftSection={<IconPlus size={17} aria-hidden />}
            onClick={() => !blocked && setAsking(true)}
            {...blocked}
          >
            {t('create.button')}
          </Button>
        )}
      </WhyNot>
      <span role="status">{created !== undefined && t('create.done', { name: created })}</span>
      {dialog && (
        <dialog.NewOrganisationDialog
          parent={parent}
          onClose={() => setAsking(false)}
          onCreated={(name) => {
            setAsking(false);
            setCreated(name);
          }}
        />
      )}
    </div>
  );
}
