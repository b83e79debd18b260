import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { maxPathLength, placeholdersOf, problemOfPath } from '#contract/gateway/connection-paths.ts';
import type { SystemId } from '#contract/system.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type LostPath, type PathChange, savePath } from '#src/api/gateway/paths/connection-paths.ts';
import { useRefusalWords } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Facts } from '#src/ui/facts.tsx';
import { ChangeDialog } from '../../tab/change-dialog.tsx';

interface PathDialogProps {
  readonly system: SystemId;
  readonly path: LostPath;
  readonly onClose: () => void;
}

/** Asks where the server has an operation. */
export function PathDialog({ system, path, onClose }: PathDialogProps) {
  const t = useTranslations('connections.paths');
  const refusalWords = useRefusalWords();
  const writing = useWrite<PathChange, unknown>(savePath);
  // As it was when the dialog was opened: the list is read again before it closes.
  const [{ id, title, method, usual, set: seen }] = useState(path);
  const before = seen ?? usual;
  const [given, setGiven] = useState(before);
  const [invalid, setInvalid] = useState(false);
  const wanted = given.trim();
  const problem = problemOfPath(wanted, usual);
  const names = placeholdersOf(usual).join(', ') || '–';
  const edit = (next: string) => {
    setGiven(next);
    setInvalid(false);
    writing.clear();
  };
  const request = (): PathChange | 'same' | undefined => {
    setInvalid(problem !== undefined);
    if (problem) return undefined;
    if (wanted === before) return 'same';
    return { ...wishNow(), system, operation: id, path: wanted === usual ? undefined : wanted, seen };
  };
  return (
    <ChangeDialog
      title={t('change.title')}
      submit={t('change.submit')}
      writing={writing}
      request={request}
      onClose={onClose}
      aside={
        wanted !== usual && (
          <Button variant="subtle" onClick={() => edit(usual)}>
            {t('change.usual')}
          </Button>
        )
      }
    >
      <Facts
        of={[
          [
            t('columns.operation'),
            <span key="title" lang="en" dir="auto">
              {title}
            </span>,
          ],
          [
            t('columns.usual'),
            <code key="usual" dir="ltr">
              {`${method} ${usual}`}
            </code>,
          ],
        ]}
      />
      <TextInput
        label={t('change.path')}
        description={placeholdersOf(usual).length === 0 ? t('change.hintNone') : t('change.hint', { names })}
        value={given}
        maxLength={maxPathLength}
        dir="ltr"
        classNames={{ input: 'ui-code' }}
        data-autofocus
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        error={invalid && problem && refusalWords({ code: `path-${problem}`, values: { names } })}
        onChange={(event) => edit(event.currentTarget.value)}
      />
      <p className="ui-note">{t('change.effect')}</p>
    </ChangeDialog>
  );
}
