import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { WebhookDelivery } from '#src/api/webhooks.ts';
import { paths } from '#src/app/paths.ts';
import { Moment } from '#src/ui/moment.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';
import classes from './webhooks.module.css';

/** Deliveries; each opens to its payload. */
export function DeliveryTable({ deliveries }: { readonly deliveries: readonly WebhookDelivery[] }) {
  const t = useTranslations('webhooks.deliveries');
  const [open, setOpen] = useState<number>();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className={classes.scroller} aria-label={t('title')} tabIndex={0}>
      <table className={classes.table} aria-label={t('title')}>
        <thead>
          <tr>
            {(['at', 'event', 'about', 'result', 'payload'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <Fragment key={delivery.id}>
              <tr data-told={delivery.result === 'announced' || undefined}>
                <td>
                  <Moment at={delivery.at} />
                </td>
                <td>
                  <code>{delivery.event}</code>
                  {delivery.status && <span className={classes.status}>{delivery.status}</span>}
                </td>
                <td>
                  <About delivery={delivery} />
                </td>
                <td>
                  {delivery.result ? t(`results.${delivery.result}`) : '–'}
                  {delivery.repeats > 0 && (
                    <span className={classes.status}>{t('repeats', { count: delivery.repeats })}</span>
                  )}
                </td>
                <td>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-expanded={open === delivery.id}
                    aria-label={t('openOne', { id: delivery.id })}
                    rightSection={<IconChevronDown size={15} aria-hidden />}
                    onClick={() => setOpen(open === delivery.id ? undefined : delivery.id)}
                  >
                    {t('open')}
                  </Button>
                </td>
              </tr>
              {open === delivery.id && (
                <tr>
                  <td colSpan={5}>
                    <DeliveryDetail delivery={delivery} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a delivery is about, with a way there. */
function About({ delivery: { event, subject } }: { readonly delivery: WebhookDelivery }) {
  if (subject === undefined) return <span aria-hidden>–</span>;
  const short = subject.slice(0, 8);
  if (event.startsWith('meeting.')) {
    return (
      <Link to={paths.meeting(subject)} title={subject}>
        {short}
      </Link>
    );
  }
  return (
    <Link to={paths.person(subject)} title={subject}>
      {short}
    </Link>
  );
}
