import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RetentionRule } from '#contract/gateway/retention.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type NewRules, type Retention, saveRules } from '#src/api/gateway/retention/retention.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { useRuleText } from './use-rule-text.ts';

/** The rules: which meetings are due, and when. Changing them deletes nothing. */
export function RulesPanel({ retention }: { readonly retention: Retention }) {
  const t = useTranslations('retention.rules');
  const ruleText = useRuleText();
  const writing = useWrite<NewRules, unknown>(saveRules);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<number>();
  const { rules, version } = retention;
  const save = (next: readonly RetentionRule[]) => writing.run({ ...wishNow(), rules: next, version });
  const texts = { unknown: t('unknown'), found: t('found'), notDone: t('notDone') };
  const close = () => {
    setAdding(false);
    setRemoving(undefined);
  };
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
      {adding && (
        <RuleDialog
          busy={writing.busy}
          problem={<WriteResult of={writing} texts={texts} />}
          onSave={(rule) => save([...rules, rule])}
          onClose={close}
        />
      )}
      {removing !== undefined && (
        <ConfirmDialog
          harmless
          title={t('deleteTitle')}
          confirm={t('delete')}
          busy={writing.busy}
          problem={<WriteResult of={writing} texts={texts} />}
          onConfirm={() => save(rules.filter((_, at) => at !== removing))}
          onClose={close}
        >
          <p dir="auto">{ruleText(rules[removing])}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
