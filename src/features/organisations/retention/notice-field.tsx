import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { retentionNotices } from '#contract/gateway/retention.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type NewRules, type Retention, saveRules } from '#src/api/gateway/retention/retention.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { SaveResult } from './save-result.tsx';

/** How long owners are told before a list may be carried out; saved when it is chosen. */
export function NoticeField({
  retention: { rules, version, noticeDays },
}: {
  readonly retention: Retention;
}) {
  const t = useTranslations('retention.rules');
  const writing = useWrite<NewRules, unknown>(saveRules);
  const choose = (value: string) => {
    const chosen = retentionNotices.find((days) => String(days) === value);
    if (chosen !== undefined) void writing.run({ ...wishNow(), rules, version, noticeDays: chosen });
  };
  const { state } = writing;
  // What was chosen stands there until it is known what became of it.
  const shown = writing.busy && 'of' in state ? state.of.noticeDays : noticeDays;
  return (
    <>
      <NativeSelect
        label={t('notice')}
        maw="26rem"
        value={String(shown)}
        onChange={({ currentTarget: { value } }) => choose(value)}
        data={retentionNotices.map((days) => ({
          value: String(days),
          label: days === 0 ? t('noticeNone') : t('noticeDays', { days }),
        }))}
      />
      <SaveResult of={writing} what="rules" />
    </>
  );
}
