import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ConsoleAnswer } from '#src/api/gateway/console-run.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { JsonTree } from '#src/ui/json-tree.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { parsedJson } from './model/parsed-json.ts';
import { RawText } from './raw-text.tsx';

interface AnswerProps {
  readonly answer: ConsoleAnswer;
  /** Name of the operation, for a file. */
  readonly name: string;
}

/** The response: its status, its duration, and its content as a tree or as received. */
export function Answer({ answer, name }: AnswerProps) {
  const t = useTranslations('console.answer');
  const format = useFormatter();
  const size = useFileSize();
  const errorText = useErrorText();
  const { status, tookMs, text, body, error, type } = answer;
  const json = useMemo(() => parsedJson(text), [text]);
  const [raw, setRaw] = useState(false);
  const isRaw = raw || json === undefined;
  const isOk = status === undefined || status < 300;
  return (
    <Panel title={t('title')}>
      <div className="ui-between">
        <p className="ui-row ui-dimmed ui-figures" role="status">
          {status !== undefined && (
            <strong className={isOk ? 'ui-strong' : 'ui-danger'}>
              {t('status', { status: String(status) })}
            </strong>
          )}
          {tookMs !== undefined && (
            <span>{format.number(Math.round(tookMs), { style: 'unit', unit: 'millisecond' })}</span>
          )}
          <span>{size(body.size)}</span>
        </p>
        {json !== undefined && (
          <div className="ui-row">
            {([false, true] as const).map((one) => (
              <Button
                key={String(one)}
                size="compact-sm"
                variant={one === isRaw ? 'light' : 'subtle'}
                aria-pressed={one === isRaw}
                onClick={() => setRaw(one)}
              >
                {t(one ? 'raw' : 'tree')}
              </Button>
            ))}
          </div>
        )}
      </div>
      {error?.refusal && (
        <Notice kind="warning">
          <p dir="auto">{errorText(error)}</p>
        </Notice>
      )}
      {text === '' && <p className="ui-hint">{t('empty')}</p>}
      {text === undefined && <p className="ui-hint">{t('binary', { type })}</p>}
      {json !== undefined && !isRaw && <JsonTree value={json.value} />}
      {isRaw && text !== undefined && text !== '' && <RawText text={text} />}
      {body.size > 0 && (
        <div className="ui-row">
          {text !== undefined && <CopyButton text={text} label={t('copy')} />}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => saveFile(body, json === undefined ? name : `${name}.json`)}
          >
            {t('save')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
