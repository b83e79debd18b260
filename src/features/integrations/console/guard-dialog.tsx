import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ConsoleOperation } from '#src/api/gateway/console.ts';
import { ConfirmDialog, type Proof } from '#src/ui/dialog/confirm-dialog.tsx';
import { Raw } from '#src/ui/raw.tsx';
import classes from './console.module.css';
import { type Confirmation, maxRecipients, recipientsIn } from './model/guards.ts';
import { bodyText, type ConsoleRequest } from './model/request.ts';
import { RequestTarget } from './request-target.tsx';

interface GuardDialogProps {
  readonly operation: ConsoleOperation;
  readonly request: ConsoleRequest;
  readonly confirmation: Confirmation;
  readonly onRun: (reason: string | undefined) => void;
  readonly onClose: () => void;
}

/** Asks before an operation is run that reaches people, costs something or cannot be undone. */
export function GuardDialog({ operation, request, confirmation, onRun, onClose }: GuardDialogProps) {
  const t = useTranslations('console.guards');
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { warnings, byName, byNumber, withReason } = confirmation;
  const count = recipientsIn(request.body);
  const body = bodyText(request);
  const byCount: Proof = {
    label: count === undefined ? t('howMany', { most: maxRecipients }) : t('typeNumber', { count }),
    isGiven: (typed) => isCount(typed, count),
    mismatch: count === undefined ? t('notCount', { most: maxRecipients }) : t('otherNumber', { count }),
  };
  const byTitle: Proof = {
    label: t('typeName', { name: operation.name }),
    isGiven: (typed) => typed.trim() === operation.name,
    mismatch: t('otherName', { name: operation.name }),
  };
  const proof = byNumber ? byCount : byName ? byTitle : undefined;
  return (
    <ConfirmDialog
      title={t('title', { title: operation.title })}
      confirm={t('run')}
      harmless={!byName && !byNumber}
      proof={proof}
      onConfirm={() => {
        if (withReason && reason.trim() === '') {
          setMissing(true);
          return false;
        }
        onRun(withReason ? reason.trim() : undefined);
        return true;
      }}
      onClose={onClose}
    >
      {warnings.map((warning) => (
        <p key={warning}>{t(`warnings.${warning}`)}</p>
      ))}
      <RequestTarget method={operation.method} path={operation.path} request={request} />
      {body !== undefined && <Raw text={body} />}
      {withReason && (
        <label className={classes.field}>
          <span>{t('reason')}</span>
          <textarea
            rows={2}
            maxLength={500}
            dir="auto"
            data-autofocus
            aria-required
            aria-invalid={isMissing}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
              setMissing(false);
            }}
          />
          {isMissing && <span className="ui-problem">{t('reasonMissing')}</span>}
        </label>
      )}
    </ConfirmDialog>
  );
}

function isCount(typed: string, count: number | undefined): boolean {
  const number = Number(typed.trim());
  if (!/^\d{1,6}$/.test(typed.trim()) || number < 1 || number > maxRecipients) return false;
  return count === undefined || number === count;
}
