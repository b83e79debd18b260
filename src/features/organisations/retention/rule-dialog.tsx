import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { type RetentionRule, retentionKinds, retentionUnits } from '#contract/gateway/retention.ts';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type NewRules, type Retention, saveRules } from '#src/api/gateway/retention/retention.ts';
import { languages } from '#src/i18n/languages.ts';
import { languageName } from '#src/lib/language-name.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { SaveResult } from './save-result.tsx';

interface RuleDialogProps {
  readonly retention: Retention;
  readonly onClose: () => void;
}

/** A new rule. */
export function RuleDialog({ retention: { rules, version }, onClose }: RuleDialogProps) {
  const t = useTranslations('retention.rule');
  const writing = useWrite<NewRules, unknown>(saveRules);
  const locale = useLocale();
  const { data: types } = useQuery(meetingTypesOptions());
  const { data: teams } = useQuery(teamsOptions());
  const [kind, setKind] = useState<RetentionRule['kind']>('draft');
  const [amount, setAmount] = useState('90');
  const [unit, setUnit] = useState<RetentionRule['after']['unit']>('days');
  const [typeId, setTypeId] = useState('');
  const [language, setLanguage] = useState('');
  const [teamId, setTeamId] = useState('');
  const [checked, setChecked] = useState(false);
  const count = /^\d{1,4}$/.test(amount.trim()) ? Number(amount) : 0;
  const isRight = count >= 1 && count <= 1000;
  const submit = () => {
    setChecked(true);
    if (!isRight) return false;
    const rule: RetentionRule = {
      kind,
      after: { amount: count, unit },
      ...(typeId === '' ? {} : { typeId: Number(typeId) }),
      ...(language === '' ? {} : { language }),
      ...(teamId === '' ? {} : { teamId }),
    };
    return writing.run({ ...wishNow(), rules: [...rules, rule], version });
  };
  return (
    <FormDialog
      title={t('new')}
      submit={t('save')}
      busy={writing.busy}
      problem={<SaveResult of={writing} what="rules" />}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="ui-pair">
        <NativeSelect
          className="ui-wide"
          label={t('kind')}
          value={kind}
          data-autofocus
          onChange={({ currentTarget: { value } }) =>
            setKind(retentionKinds.find((one) => one === value) ?? 'draft')
          }
          data={retentionKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <TextInput
          label={t('amount')}
          value={amount}
          inputMode="numeric"
          error={checked && !isRight && t('amountWrong')}
          onChange={({ currentTarget: { value } }) => setAmount(value)}
        />
        <NativeSelect
          label={t('unit')}
          value={unit}
          onChange={({ currentTarget: { value } }) =>
            setUnit(retentionUnits.find((one) => one === value) ?? 'days')
          }
          data={retentionUnits.map((value) => ({ value, label: t(`unitNames.${value}`) }))}
        />
        <NativeSelect
          label={t('type')}
          value={typeId}
          onChange={({ currentTarget: { value } }) => setTypeId(value)}
          data={[
            { value: '', label: t('any') },
            ...(types ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <NativeSelect
          label={t('language')}
          value={language}
          onChange={({ currentTarget: { value } }) => setLanguage(value)}
          data={[
            { value: '', label: t('any') },
            ...languages.map((value) => ({ value, label: languageName(value, locale) })),
          ]}
        />
        <NativeSelect
          label={t('team')}
          value={teamId}
          onChange={({ currentTarget: { value } }) => setTeamId(value)}
          data={[
            { value: '', label: t('any') },
            ...(teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
      <p className="ui-note">{t('hint')}</p>
    </FormDialog>
  );
}
