import { Button, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';

interface CopyButtonProps {
  readonly text: string;
  /** What it copies. */
  readonly label: string;
}

/** Copies a text and says whether it worked. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const t = useTranslations('copy');
  const { copy, copied, error } = useClipboard({ timeout: 2_000 });
  const Icon = error ? IconAlertTriangle : copied ? IconCheck : IconCopy;
  const said = error ? t('failed') : copied ? t('copied') : '';
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon size={15} aria-hidden />}
        onClick={() => copy(text)}
        dir="auto"
      >
        {said === '' ? label : said}
      </Button>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}
