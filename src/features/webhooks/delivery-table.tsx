import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { WebhookDelivery } from '#src/api/gateway/webhooks.ts';
import { paths } from '#src/paths.ts';
import { LogTable, type LogTableProps } from '#src/ui/list/log-table.tsx';
import { belowTime } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';

interface DeliveryTableProps {
  /** Undefined while they are on their way. */
  readonly deliveries: readonly WebhookDelivery[] | undefined;
  readonly older: LogTableProps<WebhookDelivery, string>['older'];
}

/** Deliveries; each opens to its payload. */
export function DeliveryTable({ deliveries, older }: DeliveryTableProps) {
  const t = useTranslations('webhooks.deliveries');
  return (
    <LogTable
      label={t('title')}
      columns={[
        { id: 'at', title: t('columns.at'), cell: ({ at }) => <Moment at={at} /> },
        {
          id: 'event',
          title: t('columns.event'),
          ...belowTime,
          cell: (delivery) => <Event delivery={delivery} />,
        },
        {
          id: 'about',
          title: t('columns.about'),
          ...belowTime,
          cell: ({ event, subject }) => subject && <About event={event} subject={subject} />,
        },
        {
          id: 'result',
          title: t('columns.result'),
          ...belowTime,
          cell: (delivery) => <Result delivery={delivery} />,
        },
      ]}
      rows={deliveries}
      keyOf={({ id }) => id}
      stateOf={({ result }) => (result === 'announced' ? undefined : 'quiet')}
      open={{ text: t('open'), label: ({ id }) => t('openOne', { id }) }}
      detail={(delivery) => <DeliveryDetail delivery={delivery} />}
      older={older}
    />
  );
}

interface CellProps {
  readonly delivery: WebhookDelivery;
}

function Event({ delivery: { event, status } }: CellProps) {
  return (
    <>
      <code dir="ltr">{event}</code>
      {status && (
        <p className="ui-note" dir="auto">
          {status}
        </p>
      )}
    </>
  );
}

function Result({ delivery: { result, repeats } }: CellProps) {
  const t = useTranslations('webhooks.deliveries');
  return (
    <>
      <span>{result ? t(`results.${result}`) : '–'}</span>
      {repeats > 0 && <p className="ui-note">{t('repeats', { count: repeats })}</p>}
    </>
  );
}

interface AboutProps {
  readonly event: string;
  /** UUID of what it is about. */
  readonly subject: string;
}

/** What a delivery is about, with a link. */
function About({ event, subject }: AboutProps) {
  const path = event.startsWith('meeting.') ? paths.meeting(subject) : paths.person(subject);
  return (
    <Link to={path} title={subject} dir="auto">
      {wholeCharacters(subject, 8)}
    </Link>
  );
}
