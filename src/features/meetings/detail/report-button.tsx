import { Button, VisuallyHidden } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { reportOptions, saveReportOptions } from '#src/api/claritalk/meetings/reports.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';

interface ReportButtonProps {
  readonly meetingId: string;
  readonly status: string | undefined;
}

/** Claritalk's own PDF of a finished meeting, where the gateway has got one. */
export function ReportButton({ meetingId, status }: ReportButtonProps) {
  const t = useTranslations('meeting.report');
  const errorText = useErrorText();
  const wanted = clientConfig().live && meaningOfStatus(status) === 'final';
  const { data: report } = useQuery({ ...reportOptions(meetingId), enabled: wanted });
  const save = useMutation(saveReportOptions(meetingId));
  if (!report) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileTypePdf size={17} aria-hidden />}
        loading={save.isPending}
        onClick={() => save.mutate(report.filename)}
      >
        {save.isError ? t('failed') : t('button')}
      </Button>
      <VisuallyHidden role={save.isError ? 'alert' : 'status'}>
        {save.isError
          ? errorText(save.error)
          : save.isSuccess
            ? t('saved', { name: report.filename })
            : undefined}
      </VisuallyHidden>
    </>
  );
}
