import { Box } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { exclusions } from '#contract/gateway/broadcasts.ts';
import type { BroadcastCheck } from '#src/api/gateway/published/broadcasts.ts';

/** Who gets it, who does not and why, and what it says to some of them. */
export function CheckResult({ check: { count, excluded, samples } }: { readonly check: BroadcastCheck }) {
  const t = useTranslations('broadcasts');
  const format = useFormatter();
  return (
    <>
      <p className="ui-strong" role="status">
        {t('willGet', { count })}
      </p>
      {excluded.length > 0 && (
        <section aria-label={t('excluded', { count: excluded.length })} className="ui-stack ui-tight">
          <p className="ui-strong">{t('excluded', { count: excluded.length })}</p>
          <ul className="ui-list ui-stack">
            {exclusions.map((exclusion) => {
              const those = excluded.filter((one) => one.exclusion === exclusion);
              if (those.length === 0) return null;
              const names = those.map(({ name }) => name || t('nameless'));
              return (
                <li key={exclusion}>
                  <p>{t('reason', { reason: t(`exclusions.${exclusion}`), count: those.length })}</p>
                  <p className="ui-note" dir="auto">
                    {format.list(names, { type: 'unit' })}
                  </p>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {samples.length > 0 && (
        <section aria-label={t('samples')} className="ui-stack ui-tight">
          <p className="ui-strong">{t('samples')}</p>
          {samples.map(({ name, address, subject, text }) => (
            <Box component="blockquote" key={address} p="sm" m={0} className="ui-box ui-stack ui-tight">
              <p className="ui-note" dir="auto">
                {t('sampleFor', { name, address })}
              </p>
              {subject !== undefined && (
                <p className="ui-strong" dir="auto">
                  {subject}
                </p>
              )}
              <p dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {text}
              </p>
            </Box>
          ))}
        </section>
      )}
    </>
  );
}
