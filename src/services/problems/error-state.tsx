import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import type { Elements } from '#src/ui/elements.ts';
import classes from '../../ui/state.module.css';
import { WhyForbidden } from '../permissions/why-forbidden.tsx';
import { useErrorText } from './error-text.ts';

interface ErrorStateProps {
  readonly error: unknown;
  /** What is missing because of it. The error's own text follows: it is the cause. */
  readonly title?: string;
  readonly onRetry?: () => void;
  /** In place of the retry button. */
  readonly action?: Elements;
}

/** Shown instead of data: what happened, the server's own words for those who want them, and a way on. */
export function ErrorState({ error, title, onRetry, action }: ErrorStateProps) {
  const t = useTranslations('errors');
  const errorText = useErrorText();
  const details = error instanceof ApiError ? error : undefined;
  // Why something is forbidden is said below.
  const hasCause = title !== undefined && details !== undefined && details.kind !== 'forbidden';
  const cause = hasCause ? errorText(error) : undefined;
  return (
    <div className={`ui-column ${classes.state}`} role="alert">
      <IconAlertTriangle size={40} stroke={1.5} className="ui-danger" aria-hidden />
      <Text fw={600} maw={520} dir="auto">
        {title ?? errorText(error)}
      </Text>
      {cause !== undefined && (
        <Text size="sm" maw={520}>
          {cause}
        </Text>
      )}
      {details?.serverMessage && (
        <Text size="sm" c="dimmed" maw={520}>
          {t('detail', { message: details.serverMessage })}
        </Text>
      )}
      {details?.requestId && (
        <Text size="xs" c="dimmed" ff="monospace">
          {t('request', { id: details.requestId })}
        </Text>
      )}
      <WhyForbidden error={error} />
      {action ?? (onRetry && <Button onClick={onRetry}>{t('retry')}</Button>)}
    </div>
  );
}
