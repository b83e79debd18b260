import { Button } from '@mantine/core';
import { IconVideoPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { JobView } from './publishing-jobs.ts';
import { useMayPublish, usePublishingJobs } from './use-publishing.ts';

const load = () => import('./publish-dialog.tsx');

export interface PublishButtonProps {
  readonly meeting: string;
  /** A recording on this device. */
  readonly recording?: string;
  readonly size?: 'xs' | 'sm';
}

/** Opens the dialog that publishes a recording of a meeting, for those who may. */
export function PublishButton({ meeting, recording, size = 'sm' }: PublishButtonProps) {
  const t = useTranslations('publishing');
  const [open, setOpen] = useState(false);
  const dialog = useOnDemand(load, open);
  const { views } = usePublishingJobs();
  const job = recording === undefined ? undefined : views.find((one) => one.meeting === meeting);
  if (!useMayPublish()) return null;
  return (
    <>
      <Button
        size={size}
        variant="default"
        leftSection={<IconVideoPlus size={17} aria-hidden />}
        onClick={() => setOpen(true)}
        dir="auto"
      >
        {t('title')}
      </Button>
      {job && <UnderWay job={job} />}
      {dialog && (
        <dialog.PublishDialog
          meeting={meeting}
          {...(recording === undefined ? {} : { recording })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Where the page does not show it otherwise: how far it is, and the way to where it is seen. */
function UnderWay({ job: { meeting, sent = 0, bytes } }: { readonly job: JobView }) {
  const t = useTranslations('publishing');
  const format = useFormatter();
  const percent = format.number(Math.floor((100 * sent) / Math.max(1, bytes)) / 100, { style: 'percent' });
  return <Link to={paths.meeting(meeting)}>{t('underWay', { percent })}</Link>;
}
