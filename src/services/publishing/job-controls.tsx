import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { JobView, PublishingJobs } from './publishing-jobs.ts';
import { SourceFileButton } from './source-file-button.tsx';

interface JobControlsProps {
  readonly job: JobView;
  readonly jobs: PublishingJobs;
}

/** Pauses and continues what this browser hands over. */
export function JobControls({ job: { id, phase, source }, jobs }: JobControlsProps) {
  const t = useTranslations('publications');
  const [isOther, setIsOther] = useState(false);
  if (phase === 'needs-file' && source.kind === 'file') {
    const onFile = async (file: File, handle: FileSystemFileHandle | undefined) =>
      setIsOther(!(await jobs.provide(id, file, handle)));
    return (
      <>
        <SourceFileButton label={t('chooseAgain', { name: source.name })} onFile={onFile} />
        {isOther && (
          <p className="ui-problem" role="alert" dir="auto">
            {t('otherFile', { name: source.name })}
          </p>
        )}
      </>
    );
  }
  if (phase === 'needs-permission' && source.kind === 'file') {
    return (
      <Button size="compact-sm" variant="default" onClick={() => void jobs.permit(id)} dir="auto">
        {t('continueWith', { name: source.name })}
      </Button>
    );
  }
  const stands = phase === 'paused' || phase === 'problem' || phase === 'signed-out';
  return (
    <Button size="compact-sm" variant="default" onClick={() => (stands ? jobs.resume(id) : jobs.pause(id))}>
      {t(stands ? 'resume' : 'pause')}
    </Button>
  );
}
