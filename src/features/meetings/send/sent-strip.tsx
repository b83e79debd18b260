import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { meetingSentOptions, type SentToClient } from '#src/api/gateway/meeting-sent.ts';
import { paths } from '#src/paths.ts';
import { DeliveryMark } from '#src/services/conversations/message-item.tsx';
import { SharedPdf } from '#src/services/conversations/shared-pdf.tsx';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Section } from '../shared/section.tsx';

/** What went to clients out of a meeting, and what came back; nothing as long as nothing did. */
export function SentStrip({ meeting }: { readonly meeting: string }) {
  const t = useTranslations('sharing');
  const { data, error, refetch } = useQuery(meetingSentOptions(meeting));
  if (!data && error)
    return <ErrorState error={error} title={t('stripFailed')} onRetry={() => void refetch()} />;
  if (!data || data.sent.length === 0) return null;
  return (
    <Section id="sent" title={t('strip')}>
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
  const { client, dialog, at, todos, shared } = sent;
  const when = at && format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li>
      <div className="ui-ends">
        <strong dir="auto">
          {dialog === undefined ? (
            client.name
          ) : (
            <Link to={paths.conversation(dialog)} dir="auto">
              {client.name}
            </Link>
          )}
        </strong>
        <Became sent={sent} />
      </div>
      <div className="ui-row ui-tight ui-note">
        {todos > 0 && <span>{t('reminder', { count: todos })}</span>}
        {when !== undefined && <span>{t('sentAt', { at: when })}</span>}
        {shared && <SharedPdf file={shared} client={client.name} />}
      </div>
    </li>
  );
}

/** How far it got: the request, the message, the answer. */
function Became({ sent: { state, delivery, answeredAt } }: { readonly sent: SentToClient }) {
  const t = useTranslations('sharing.became');
  const format = useFormatter();
  if (state !== 'done') {
    return <span className={state === 'under-way' ? 'ui-note' : 'ui-problem'}>{t(state)}</span>;
  }
  if (answeredAt) {
    const at = format.dateTime(answeredAt, { dateStyle: 'medium', timeStyle: 'short' });
    return <span className="ui-accent ui-note">{t('answered', { at })}</span>;
  }
  return <DeliveryMark delivery={delivery ?? { state: 'pending', reason: undefined }} />;
}
