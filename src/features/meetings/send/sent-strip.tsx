import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { meetingSentOptions, type SentToClient } from '#src/api/gateway/meeting-sent.ts';
import { paths } from '#src/paths.ts';
import { DeliveryMark } from '#src/services/conversations/message-item.tsx';
import { SharedPdf } from '#src/services/conversations/shared-pdf.tsx';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Section } from '../shared/section.tsx';

/** What went to clients out of a meeting, and what came back; nothing as long as nothing did. */
export function SentStrip({ meeting }: { readonly meeting: string }) {
  const t = useTranslations('sharing');
  const { data: systems = [] } = useQuery(connectedSystemsOptions());
  const { data, error, refetch } = useQuery(meetingSentOptions(meeting, systems));
  if (!data && error)
    return <ErrorState error={error} title={t('stripFailed')} onRetry={() => void refetch()} />;
  if (!data || (data.sent.length === 0 && !data.failed)) return null;
  return (
    <Section id="sent" title={t('strip')}>
      {data.failed && (
        <ErrorState error={data.failed} title={t('stripFailedPartly')} onRetry={() => void refetch()} />
      )}
      <ul className="ui-list ui-stack">
        {data.sent.map((one) => (
          <Sent key={one.id} sent={one} />
        ))}
      </ul>
    </Section>
  );
}

function Sent({ sent }: { readonly sent: SentToClient }) {
  const t = useTranslations('sharing');
  const format = useFormatter();
  const { client, dialog, way, at, todos, shared } = sent;
  const when = at && format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li>
      <div className="ui-ends">
        <strong dir="auto">
          {dialog === undefined ? (
            client.name
          ) : (
            <Link to={paths.conversation(dialogId(dialog))} dir="auto">
              {client.name}
            </Link>
          )}
        </strong>
        <Became sent={sent} />
      </div>
      <div className="ui-row ui-tight ui-note">
        {way !== 'messenger' && <span>{t(`ways.${way}`)}</span>}
        {todos > 0 && <span>{t('reminder', { count: todos })}</span>}
        {when !== undefined && <span>{t('sentAt', { at: when })}</span>}
        {shared && <SharedPdf file={shared} client={client.name} />}
      </div>
    </li>
  );
}

/** Reasons of a telephone provider that people can do something about. */
const textErrors = ['21610', '30003', '30005', '30006', '30007'] as const;

/** How far it got: the request, the message, the answer. */
function Became({ sent: { state, way, delivery, answeredAt } }: { readonly sent: SentToClient }) {
  const t = useTranslations('sharing');
  const format = useFormatter();
  if (state !== 'done') {
    return <span className={state === 'under-way' ? 'ui-note' : 'ui-problem'}>{t(`became.${state}`)}</span>;
  }
  if (answeredAt) {
    const at = format.dateTime(answeredAt, { dateStyle: 'medium', timeStyle: 'short' });
    return <span className="ui-accent ui-note">{t('became.answered', { at })}</span>;
  }
  const { state: reached, reason } = delivery ?? { state: 'pending', reason: undefined };
  const known = way === 'text' ? textErrors.find((code) => code === reason) : undefined;
  return <DeliveryMark delivery={{ state: reached, reason: known ? t(`textErrors.${known}`) : reason }} />;
}
