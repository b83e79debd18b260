import { useFormatter, useTranslations } from 'use-intl';
import { apiModes } from '#contract/chat2desk/enumerations.ts';
import type { ApiInfo, Company } from '#src/api/chat2desk/administration/company.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';

interface CompanyPanelProps {
  readonly company: Company;
  readonly api: ApiInfo;
}

/** What the company is, and what its contract allows. */
export function CompanyPanel({ company, api }: CompanyPanelProps) {
  const t = useTranslations('company.facts');
  const format = useFormatter();
  const mode = apiModes.find((one) => one === api.mode);
  const { used, freeLeft, paidLeft } = api.calls;
  const count = (value: number | undefined) => (value === undefined ? t('unknown') : format.number(value));
  const hours = company.workingHours.map(({ begin, end }) => t('hours', { begin, end }));
  const isUsedUp = freeLeft === 0 && (paidLeft ?? 0) === 0;
  return (
    <Panel title={t('title')}>
      {isUsedUp && (
        <Notice kind="danger" title={t('usedUp.title')}>
          <p>{t('usedUp.text')}</p>
        </Notice>
      )}
      <Facts
        of={[
          company.zone !== undefined && [t('zone'), company.zone],
          hours.length > 0 && [t('workingHours'), hours.join(' · ')],
          api.admin !== undefined && [t('admin'), api.admin],
          api.mode !== undefined && [t('mode'), mode ? t(`modes.${mode}`) : api.mode],
          [t('used'), count(used)],
          [t('left'), t('leftOf', { free: count(freeLeft), paid: count(paidLeft) })],
          api.writeFirst !== undefined && [t('writeFirst'), t(api.writeFirst ? 'bought' : 'notBought')],
        ]}
      />
    </Panel>
  );
}
