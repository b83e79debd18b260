import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import {
  type CourierOrganisation,
  organisationsOptions,
} from '#src/api/courier/administration/organisations.ts';
import { ListPanel } from '../../tab/list-panel.tsx';

/** The organisations that the key opens. */
export function OrganisationsPanel() {
  const t = useTranslations('courierPeople.organisations');
  return (
    <ListPanel<CourierOrganisation>
      say={(key) => t(key)}
      query={useQuery(organisationsOptions())}
      columns={[
        { id: 'name', title: t('name'), cell: ({ name }) => name },
        { id: 'zone', title: t('zone'), cell: ({ zone }) => zone },
      ]}
      keyOf={({ id }) => id}
    />
  );
}
