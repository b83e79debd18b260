import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  askIntegrationOptions,
  type Integration,
  type IntegrationRequest,
} from '#src/api/claritalk/integrations.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { RelationsTable } from '#src/services/integrations/relations-table.tsx';
import { target } from '#src/services/integrations/target.ts';
import { useConnectionRefusal } from '#src/services/integrations/use-connection-refusal.ts';
import { useIntegrationError } from '#src/services/integrations/use-integration-error.ts';
import { isUnsure } from '#src/services/problems/use-refusal-text.ts';
import { SendDialog } from '#src/ui/dialog/send-dialog.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Waiting } from '#src/ui/waiting.tsx';
import { WhyNot } from '#src/ui/why-not.tsx';
import classes from './integrations.module.css';
import {
  type ActionForm,
  type ActionProblem,
  isQuestion,
  problemOf,
  questions,
  requestOf,
} from './model/action-form.ts';

interface IntegrationQuestionsProps {
  readonly integration: Integration;
  readonly self: CurrentUser;
}

/** Queries a connected system for relations, after showing what that sends. */
export function IntegrationQuestions({ integration, self }: IntegrationQuestionsProps) {
  const t = useTranslations('integrations.ask');
  const errorText = useIntegrationError();
  const [form, setForm] = useState<ActionForm>({ question: 'relations.search', term: '', from: '', to: '' });
  const [problem, setProblem] = useState<ActionProblem>();
  const [request, setRequest] = useState<IntegrationRequest>();
  const refusal = useConnectionRefusal(integration);
  const asked = useMutation(askIntegrationOptions());
  const edit = (change: Partial<ActionForm>) => {
    setForm({ ...form, ...change });
    setProblem(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (refusal) return;
    const found = problemOf(form);
    setProblem(found);
    if (!found) setRequest(requestOf(form, integration.id, self.uuid));
  };
  return (
    <Panel title={t('title', { name: integration.name })} lead={t('lead', { name: integration.name })}>
      <form className={classes.fields} onSubmit={submit} noValidate>
        <NativeSelect
          label={t('action')}
          value={form.question}
          onChange={({ currentTarget: { value } }) => isQuestion(value) && edit({ question: value })}
          data={questions.map((value) => ({ value, label: t(`actions.${actionKeys[value]}`) }))}
        />
        {form.question === 'relations.search' && (
          <TextInput
            label={t('term')}
            maxLength={255}
            value={form.term}
            error={problem === 'term' && t('problems.term')}
            onChange={(event) => edit({ term: event.currentTarget.value })}
          />
        )}
        {form.question === 'relations.between' && (
          <>
            <TextInput
              type="date"
              label={t('from')}
              value={form.from}
              error={problem !== undefined && t(`problems.${problem}`)}
              onChange={(event) => edit({ from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('to')}
              value={form.to}
              error={problem !== undefined}
              onChange={(event) => edit({ to: event.currentTarget.value })}
            />
          </>
        )}
        <WhyNot refusal={refusal}>
          {(blocked) => (
            <Button
              type="submit"
              variant="default"
              leftSection={<IconSend size={17} aria-hidden />}
              loading={asked.isPending}
              {...blocked}
            >
              {t('button')}
            </Button>
          )}
        </WhyNot>
      </form>
      <div role="status">
        {asked.isPending && <Waiting text={t('asking', { name: integration.name })} />}
        {asked.isError && isUnsure(asked.error) && (
          <Notice kind="warning">
            <p>{t('unknown', { name: integration.name })}</p>
          </Notice>
        )}
        {asked.isError && !isUnsure(asked.error) && (
          <Notice kind="danger">
            <p>{errorText(asked.error, integration.name)}</p>
          </Notice>
        )}
        {asked.isSuccess && <p>{t('found', { count: asked.data.length, name: integration.name })}</p>}
      </div>
      {asked.isSuccess && asked.data.length > 0 && (
        <RelationsTable key={asked.submittedAt} relations={asked.data} label={t('answer')} />
      )}
      {request && (
        <SendDialog
          title={t('title', { name: integration.name })}
          onBehalfOf={t('self', { name: self.name, email: self.email })}
          target={target}
          payload={request}
          confirmLabel={t('confirm')}
          onConfirm={() => asked.mutate(request)}
          onClose={() => setRequest(undefined)}
        >
          <p>{t('body', { name: integration.name })}</p>
          {asked.isError && isUnsure(asked.error) && (
            <Notice kind="warning">
              <p>{t('second')}</p>
            </Notice>
          )}
        </SendDialog>
      )}
    </Panel>
  );
}

/** Keys of messages have no dots. */
const actionKeys = {
  'relations.search': 'search',
  'relations.all': 'all',
  'relations.between': 'between',
} as const;
