import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Preference, preferencesOptions } from '#src/api/courier/administration/preferences.ts';
import { ListPanel } from '../../tab/list-panel.tsx';
import { PreferenceDialog } from './preference-dialog.tsx';
import { useValueText } from './use-value-text.ts';

/** What holds for all conversations of an organisation, and the way to change it. */
export function PreferencesPanel({ organisation }: { readonly organisation: string }) {
  const t = useTranslations('courierConversations.preferences');
  const said = useValueText();
  const query = useQuery(preferencesOptions(organisation));
  const [changing, setChanging] = useState<Preference>();
  return (
    <ListPanel<Preference>
      say={(key) => t(key)}
      query={query}
      columns={[
        { id: 'name', title: t('name'), cell: ({ name }) => t(`names.${name}`) },
        { id: 'value', title: t('value'), cell: said },
        { id: 'by', title: t('by'), width: 9, cell: ({ chosen }) => t(chosen ? 'chosen' : 'usual') },
        {
          id: 'change',
          title: t('change'),
          width: 8,
          cell: (preference) => (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('changeOf', { name: t(`names.${preference.name}`) })}
              onClick={() => setChanging(preference)}
            >
              {t('change')}
            </Button>
          ),
        },
      ]}
      keyOf={({ name }) => name}
      cards
    >
      {changing && (
        <PreferenceDialog
          organisation={organisation}
          preference={changing}
          onClose={() => setChanging(undefined)}
        />
      )}
    </ListPanel>
  );
}
