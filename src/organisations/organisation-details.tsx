import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Organisation } from '#src/api/organisations.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { useRefusals } from '#src/ui/use-refusals.ts';
import { WhyNot } from '#src/ui/why-not.tsx';
import classes from './organisations.module.css';

interface OrganisationDetailsProps {
  readonly organisation: Organisation;
  /** Those above it, the highest first. */
  readonly line: readonly Organisation[];
}

/** What is known of an organisation, and the way to a new one below it. */
export function OrganisationDetails({ organisation, line }: OrganisationDetailsProps) {
  const t = useTranslations('organisations');
  const { uuid, name, domain, children } = organisation;
  return (
    <section className={classes.panel} aria-labelledby={`organisation-${uuid}`}>
      {line.length > 0 && <p className={classes.above}>{line.map((above) => above.name).join(' › ')}</p>}
      <h2 id={`organisation-${uuid}`}>{name}</h2>
      <dl className={classes.facts}>
        <dt>{t('domain')}</dt>
        <dd>{domain ?? t('noDomain')}</dd>
        <dt>{t('uuid')}</dt>
        <dd>
          <code>{uuid}</code>
          <CopyButton text={uuid} label={t('copyUuid')} />
        </dd>
        <dt>{t('children')}</dt>
        <dd>
          {children.length === 0 ? (
            t('noChildren')
          ) : (
            <ul className={classes.children}>
              {children.map((child) => (
                <li key={child.uuid}>
                  <Link to={paths.organisations(child.uuid)} replace preventScrollReset>
                    {child.name}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
      <NewChild key={uuid} parent={organisation} />
    </section>
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
    <div className={classes.actions}>
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
