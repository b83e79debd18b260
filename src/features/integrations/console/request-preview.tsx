import { useTranslations } from 'use-intl';
import type { ConsoleOperation } from '#src/api/gateway/console.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { Raw } from '#src/ui/raw.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { bodyText, type ConsoleRequest } from './model/request.ts';
import { RequestTarget } from './request-target.tsx';

interface RequestPreviewProps {
  readonly operation: ConsoleOperation;
  readonly request: ConsoleRequest;
  /** The same as a command line. */
  readonly curl: string;
}

/** Exactly what will be sent. */
export function RequestPreview({ operation, request, curl }: RequestPreviewProps) {
  const t = useTranslations('console.preview');
  const size = useFileSize();
  const body = bodyText(request);
  const { file } = request;
  return (
    <section className="ui-stack" aria-label={t('title')}>
      <div className="ui-between">
        <h3 className="ui-small">{t('title')}</h3>
        <CopyButton text={curl} label={t('curl')} />
      </div>
      <RequestTarget method={operation.method} path={operation.upstreamPath} request={request} />
      {body !== undefined && <Raw text={body} />}
      {file && (
        <p className="ui-hint" dir="auto">
          {t('file', { name: file.name, type: file.type, size: size(file.size) })}
        </p>
      )}
      {operation.effect !== 'read' && <p className="ui-note">{t('once')}</p>}
      <p className="ui-note">{t('key')}</p>
    </section>
  );
}
