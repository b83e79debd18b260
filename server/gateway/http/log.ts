import type { LoggedTarget } from './logged-target.ts';

/** From the most verbose to silent. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Fields of one line. Never put tokens, secrets, bodies, headers or query strings here; a path is redacted first. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>> & {
  readonly path?: LoggedTarget | undefined;
  readonly url?: never;
  readonly target?: never;
};

/** Characters that control a terminal, or make one line look like another; JSON does not escape these. */
const unprintable = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/**
 * Creates a logger that writes one JSON object per line: `time`, `level`, `message` and the fields.
 *
 * @param write takes a line without its newline; stdout by default.
 */
export function createLogger(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Logger {
  const threshold = logLevels.indexOf(level);
  const at =
    (name: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (logLevels.indexOf(name) < threshold) return;
      const line = JSON.stringify({ time: new Date().toISOString(), level: name, message, ...fields });
      write(
        line.replace(
          unprintable,
          (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ),
      );
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
