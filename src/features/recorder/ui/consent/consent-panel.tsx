import { IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { ConsentAnswer } from '#contract/gateway/consents/consents.ts';
import { consentOptions } from '#src/api/gateway/consents/consents.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { QrCode } from './qr-code.tsx';

/** The code of a recording, and who has answered so far; nothing where nobody is asked. */
export function ConsentPanel({ recording }: { readonly recording: string }) {
  const t = useTranslations('consent');
  const { data: round } = useQuery(consentOptions(recording, true));
  if (!round) return null;
  const standing = round.answers.filter(({ withdrawnAt }) => withdrawnAt === null);
  const agreed = standing.filter(({ decision }) => decision === 'agreed').length;
  const counts = {
    agreed,
    objected: standing.length - agreed,
    withdrawn: round.answers.length - standing.length,
  };
  return (
    <div className="ui-stack">
      <div>
        <QrCode text={round.link} label={t('code')} />
      </div>
      <p className="ui-row ui-tight ui-small">
        <span className="ui-breaks" dir="ltr">
          {round.link}
        </span>
        <CopyButton text={round.link} label={t('copy')} />
      </p>
      <p className="ui-strong" role="status">
        {t('counts', counts)}
      </p>
      {round.answers.length > 0 && (
        <ul className="ui-list ui-stack ui-tight ui-scrolls" aria-label={t('answers')}>
          {round.answers.toReversed().map((answer) => (
            <Answer key={answer.number} answer={answer} />
          ))}
        </ul>
      )}
      <p className="ui-note">{t(`effects.${round.onObjection}`)}</p>
    </div>
  );
}

function Answer({ answer }: { readonly answer: ConsentAnswer }) {
  const t = useTranslations('consent');
  const { decision, name, at, withdrawnAt, number } = answer;
  const isAgreed = decision === 'agreed' && withdrawnAt === null;
  const Icon = isAgreed ? IconCircleCheck : IconHandStop;
  const state = withdrawnAt === null ? decision : 'withdrawn';
  return (
    <li className="ui-line ui-small">
      <Icon size={18} className={isAgreed ? 'ui-accent' : 'ui-danger'} aria-hidden />
      <span className="ui-ends ui-grow">
        <span className="ui-breaks">
          <bdi dir="auto">{name ?? t('unnamed', { number })}</bdi>
          <span className="ui-dimmed">{` · ${t(`states.${state}`)}`}</span>
        </span>
        <Moment at={new Date(withdrawnAt ?? at)} />
      </span>
    </li>
  );
}
