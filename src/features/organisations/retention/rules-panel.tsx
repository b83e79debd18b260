import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Retention } from '#src/api/gateway/retention/retention.ts';
import { Table } from '#src/ui/list/table.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { DeleteRuleDialog } from './delete-rule-dialog.tsx';
import { NoticeField } from './notice-field.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { useRuleText } from './use-rule-text.ts';

/** The rules: which meetings are due, and when. Changing them deletes nothing. */
export function RulesPanel({ retention }: { readonly retention: Retention }) {
  const t = useTranslations('retention.rules');
  const ruleText = useRuleText();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<number>();
  const { rules } = retention;
  return (
    <Panel title={t('title')} lead={t('lead')}>
      {rules.length > 0 && (
        <Table
          plain
          cards
          label={t('title')}
          rows={rules.map((rule, at) => ({ rule, at }))}
          keyOf={({ at }) => at}
          columns={[
            { id: 'rule', title: t('rule'), cell: ({ rule }) => ruleText(rule) },
            {
              id: 'delete',
              title: t('delete'),
              width: 8,
              cell: ({ rule, at }) => (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('deleteOne', { rule: ruleText(rule) })}
                  onClick={() => setRemoving(at)}
                >
                  {t('delete')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {rules.length === 0 && <p>{t('none')}</p>}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={17} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('add')}
        </Button>
      </div>
      {rules.length > 0 && <NoticeField retention={retention} />}
      {adding && <RuleDialog retention={retention} onClose={() => setAdding(false)} />}
      {removing !== undefined && (
        <DeleteRuleDialog retention={retention} at={removing} onClose={() => setRemoving(undefined)} />
      )}
    </Panel>
  );
}
