import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type FormEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { ConnectableSystem } from '#src/api/gateway/connections.ts';
import type { CommandTarget, ConsoleOperation } from '#src/api/gateway/console.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { Panel } from '#src/ui/panel.tsx';
import { Waiting } from '#src/ui/waiting.tsx';
import { Answer } from './answer.tsx';
import type { ConsoleMemory } from './console-memory.ts';
import { GuardDialog } from './guard-dialog.tsx';
import { curlOf } from './model/curl.ts';
import { confirmationOf } from './model/guards.ts';
import {
  bodyText,
  type ConsoleRequest,
  exampleRequest,
  freshRequest,
  readRequest,
  requestForm,
} from './model/request.ts';
import { OperationHead } from './operation-head.tsx';
import { RequestFields } from './request-fields.tsx';
import { RequestPreview } from './request-preview.tsx';
import { useOperationRun } from './use-operation-run.ts';

interface OperationPanelProps {
  readonly system: ConnectableSystem;
  readonly operation: ConsoleOperation;
  readonly target: CommandTarget;
  readonly memory: ConsoleMemory;
}

const noProblems = { params: new Map(), query: new Map(), body: new Map() };

/** One operation: its form, what that sends, and the response. */
export function OperationPanel({ system, operation, target, memory }: OperationPanelProps) {
  const t = useTranslations('console');
  const refusalText = useRefusalText();
  const { name, title, takesFile } = operation;
  const form = useMemo(() => requestForm(operation), [operation]);
  const [draft, setDraft] = useState(() => memory.of(name).draft ?? freshRequest(form));
  const [isTold, setTold] = useState(false);
  const [asking, setAsking] = useState<ConsoleRequest>();
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => memory.keep(name, { draft }), [memory, name, draft]);
  const { running, answer } = useOperationRun(operation, memory);
  const read = readRequest(form, draft, takesFile);
  const shown = useDeferredValue(read.request);
  const example = exampleRequest(form, draft);
  const confirmation = confirmationOf(operation);
  const run = (request: ConsoleRequest, reason?: string) =>
    void running.run({ system: system.id, operation, reason, ...request, ...wishNow() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(!read.isComplete);
    if (!read.isComplete) {
      focusAfterRendering(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    if (confirmation) setAsking(read.request);
    else run(read.request);
  };
  const { state } = running;
  return (
    <>
      <Panel>
        <OperationHead system={system} operation={operation} />
        <form ref={fields} className="ui-parts" onSubmit={submit} noValidate aria-label={title}>
          <RequestFields
            operation={operation}
            form={form}
            draft={draft}
            problems={isTold ? read.problems : noProblems}
            bodyJson={bodyText(read.request) ?? ''}
            onChange={setDraft}
          />
          <RequestPreview
            operation={operation}
            request={shown}
            curl={curlOf({ ...operation, ...target, path: operation.upstreamPath }, read.request)}
          />
          {confirmation && (
            <ul className="ui-accent">
              {confirmation.warnings.map((warning) => (
                <li key={warning}>{t(`guards.warnings.${warning}`)}</li>
              ))}
            </ul>
          )}
          {isTold && !read.isComplete && (
            <p role="alert" className="ui-problem">
              {t('incomplete')}
            </p>
          )}
          <div className="ui-row">
            <Button
              type="submit"
              leftSection={<IconPlayerPlay size={17} aria-hidden />}
              loading={running.busy}
            >
              {t('run')}
            </Button>
            {example && (
              <Button variant="default" onClick={() => setDraft(example)}>
                {t('example')}
              </Button>
            )}
            <Button
              variant="subtle"
              onClick={() => {
                setDraft(freshRequest(form));
                setTold(false);
              }}
            >
              {t('reset')}
            </Button>
          </div>
        </form>
        <div role="status">
          {state.phase === 'writing' && (
            <Waiting text={t('running', { name: system.name })} since={state.since} />
          )}
        </div>
        <WriteNotice
          state={state}
          texts={{ unknown: t('unknown', { name: system.name }), found: t('found'), notDone: t('notDone') }}
          errorText={refusalText}
          onCheck={() => running.look()}
        />
      </Panel>
      {answer && !running.busy && <Answer answer={answer} name={name} />}
      {asking && confirmation && (
        <GuardDialog
          operation={operation}
          request={asking}
          confirmation={confirmation}
          onRun={(reason) => run(asking, reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
