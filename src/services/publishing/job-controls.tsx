import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { payloadFormats } from '#contract/claap/payload-format.ts';
import { TextFileButton } from '#src/ui/text-file/text-file-button.tsx';
import type { JobView, PublishingJobs } from './publishing-jobs.ts';

interface JobControlsProps {
  readonly job: JobView;
  readonly jobs: PublishingJobs;
}

const accept = payloadFormats.map((format) => `.${format}`).join(',');

/** Pauses and continues what this browser hands over. */
export function JobControls({ job: { id, phase, source }, jobs }: JobControlsProps) {
  const t = useTranslations('publications');
  const [isOther, setIsOther] = useState(false);
  if (phase === 'needs-file' && source.kind === 'file') {
    const onFile = async (file: File) => setIsOther(!(await jobs.provide(id, file)));
    return (
      <>
        <TextFileButton
          label={t('chooseAgain', { name: source.name })}
          variant="default"
          accept={`${accept},.m4a`}
          onFile={onFile}
        />
        {isOther && (
          <p className="ui-problem" role="alert" dir="auto">
            {t('otherFile', { name: source.name })}
          </p>
        )}
      </>
    );
  }
  const stands = phase === 'paused' || phase === 'problem' || phase === 'signed-out';
  return (
    <Button size="compact-sm" variant="default" onClick={() => (stands ? jobs.resume(id) : jobs.pause(id))}>
      {t(stands ? 'resume' : 'pause')}
    </Button>
  );
}
