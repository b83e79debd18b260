import formatOnly from 'use-intl/format-message/format-only';
import { isolated } from './isolation.ts';

/**
 * How use-intl puts values into messages here: the build compiled the messages, and every text inserted into one is
 * isolated in its direction. vite.config.ts puts this in place of use-intl's own.
 */
export default function formatMessage(
  ...[key, message, values, options]: Parameters<typeof formatOnly>
): ReturnType<typeof formatOnly> {
  return formatOnly(
    key,
    message,
    values &&
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'string' ? isolated(value) : value,
        ]),
      ),
    options,
  );
}

formatMessage.raw = formatOnly.raw;
