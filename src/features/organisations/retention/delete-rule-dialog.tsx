import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type NewRules, type Retention, saveRules } from '#src/api/gateway/retention/retention.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { SaveResult } from './save-result.tsx';
import { useRuleText } from './use-rule-text.ts';

interface DeleteRuleDialogProps {
  readonly retention: Retention;
  /** Its position among the rules. */
  readonly at: number;
  readonly onClose: () => void;
}

/** Asks before a rule goes. */
export function DeleteRuleDialog({ retention: { rules, version }, at, onClose }: DeleteRuleDialogProps) {
  const t = useTranslations('retention.rules');
  const ruleText = useRuleText();
  const writing = useWrite<NewRules, unknown>(saveRules);
  const left = rules.filter((_, place) => place !== at);
  return (
    <ConfirmDialog
      harmless
      title={t('deleteTitle')}
      confirm={t('delete')}
      busy={writing.busy}
      problem={<SaveResult of={writing} what="rules" />}
      onConfirm={() => writing.run({ ...wishNow(), rules: left, version })}
      onClose={onClose}
    >
      <p dir="auto">{ruleText(rules[at])}</p>
    </ConfirmDialog>
  );
}
