import { Skeleton } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl';
import {
  type CourierOrganisation,
  organisationsOptions,
} from '#src/api/courier/administration/organisations.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { ChoiceField } from '../tab/choice-field.tsx';
import { useTabAddress } from '../tab/use-tab-address.ts';

interface OfOrganisationProps {
  readonly children: (organisation: CourierOrganisation) => ReactElement;
}

/** What is administered for one organisation at Courier: the one in the address, otherwise the first. */
export function OfOrganisation({ children }: OfOrganisationProps) {
  const t = useTranslations('connections.organisation');
  const { data, isError, error, refetch } = useQuery(organisationsOptions());
  const address = useTabAddress();
  if (!data) {
    if (isError) return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} />;
    return <Skeleton height={280} radius="lg" aria-hidden />;
  }
  const [first] = data;
  const chosen = data.find(({ id }) => id === address.read('organisation')) ?? first;
  if (!chosen)
    return (
      <EmptyState
        icon={IconBuilding}
        text={t('none')}
        action={<NextPage to={paths.connection('courier')} page="integrations" />}
      />
    );
  return (
    <div className="ui-parts">
      {data.length > 1 && (
        <ChoiceField
          label={t('label')}
          value={chosen.id}
          options={data.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => address.write({ organisation: id === first?.id ? '' : id })}
        />
      )}
      {children(chosen)}
    </div>
  );
}
