import { IconTextPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import { type Snippet, snippetsOptions, switchSnippet } from '#src/api/courier/administration/snippets.ts';
import { CellButton, CellLink } from '../../tab/cell-button.tsx';
import { matchesWords } from '../../tab/matches-words.ts';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { OfOrganisation } from '../of-organisation.tsx';
import { PreferencesPanel } from './preferences-panel.tsx';
import { RespondersPanel } from './responders-panel.tsx';
import { NewSnippetDialog, SnippetDialog } from './snippet-dialogs.tsx';
import { SwitchDialog } from './switch-dialog.tsx';

/** What holds for conversations: snippets, automatic answers while nobody is there, and preferences. */
export const Component = () => (
  <OfOrganisation>
    {(organisation) => (
      <div key={organisation.id} className="ui-parts">
        <Snippets organisation={organisation} />
        <RespondersPanel organisation={organisation} />
        <PreferencesPanel organisation={organisation.id} />
      </div>
    )}
  </OfOrganisation>
);

function Snippets({ organisation }: { readonly organisation: CourierOrganisation }) {
  const t = useTranslations('courierConversations.snippets');
  const query = useQuery(snippetsOptions(organisation.id));
  const address = useTabAddress();
  const [creating, setCreating] = useState(false);
  const [switching, setSwitching] = useState<Snippet>();
  const state = address.read('state');
  const found = query.data?.filter(
    (one) =>
      (state === '' || one.on === (state === 'on')) && matchesWords(address.read('q'), one.name, one.text),
  );
  const opened = query.data?.find(({ id }) => id === address.read('snippet'));
  return (
    <div>
      <TabList
        say={(key) => t(key)}
        count={found ? t('count', { count: found.length }) : ''}
        icon={IconTextPlus}
        query={query}
        rows={found}
        columns={[
          {
            id: 'name',
            title: t('name'),
            width: 12,
            cell: ({ id, name }) => <CellLink to={address.opening('snippet', id)} text={name} />,
          },
          { id: 'text', title: t('text'), cell: ({ text }) => text ?? t('other') },
          {
            id: 'on',
            title: t('state'),
            width: 11,
            cell: (snippet) => (
              <CellButton
                text={t(snippet.on ? 'on' : 'off')}
                label={t(snippet.on ? 'switchOff' : 'switchOn', { name: snippet.name })}
                onClick={() => setSwitching(snippet)}
              />
            ),
          },
        ]}
        filters={[
          {
            name: 'state',
            label: t('state'),
            any: t('onOrOff'),
            options: [
              { value: 'on', label: t('on') },
              { value: 'off', label: t('off') },
            ],
          },
        ]}
        create={{ text: t('create'), onClick: () => setCreating(true) }}
      />
      {creating && query.data && (
        <NewSnippetDialog
          organisation={organisation.id}
          snippets={query.data}
          onClose={() => setCreating(false)}
        />
      )}
      {opened && query.data && (
        <SnippetDialog
          key={opened.id}
          snippet={opened}
          snippets={query.data}
          onClose={() => address.close('snippet')}
        />
      )}
      {switching && (
        <SwitchDialog
          of={switching}
          work={switchSnippet}
          title={t(switching.on ? 'switchOff' : 'switchOn', { name: switching.name })}
          effect={t(switching.on ? 'offEffect' : 'onEffect')}
          onClose={() => setSwitching(undefined)}
        />
      )}
    </div>
  );
}
