import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { createOrganisation, type Organisation } from '#src/api/organisations.ts';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import { useOutcomeText } from '#src/ui/use-outcome-text.ts';
import { WhyForbidden } from '#src/ui/why-forbidden.tsx';
import { domainOf, type OrganisationForm, problemsOf } from './model/new-organisation.ts';
import classes from './organisations.module.css';

interface NewOrganisationDialogProps {
  readonly parent: Organisation;
  readonly onClose: () => void;
  readonly onCreated: (name: string) => void;
}

const blank: OrganisationForm = { name: '', domain: '', webhook: '' };

/** Asks for a new organisation below another. What cannot be undone says so. */
export function NewOrganisationDialog({ parent, onClose, onCreated }: NewOrganisationDialogProps) {
  const t = useTranslations('organisations.create');
  const cancel = useTranslations('dialog')('cancel');
  const queryClient = useQueryClient();
  const outcomeText = useOutcomeText();
  const [form, setForm] = useState(blank);
  const [state, setState] = useState<'writing' | 'invalid' | 'saving'>('writing');
  const [failure, setFailure] = useState<unknown>();
  // One wish keeps its key until it is another one.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const problems = state === 'invalid' ? problemsOf(form) : [];
  const edit = (change: Partial<OrganisationForm>) => {
    setForm({ ...form, ...change });
    setKey(crypto.randomUUID());
    setFailure(undefined);
  };
  const save = async () => {
    if (problemsOf(form).length > 0) return setState('invalid');
    setState('saving');
    setFailure(undefined);
    const [name, webhook] = [form.name.trim(), form.webhook.trim()];
    const body = {
      name,
      domain: domainOf(form.domain),
      parent_uuid: parent.uuid,
      ...(webhook === '' ? {} : { webhook_url: webhook }),
    };
    try {
      await createOrganisation(queryClient, body, { key });
      onCreated(name);
    } catch (error) {
      setFailure(error);
      setState('writing');
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state !== 'saving') void save();
  };
  return (
    <Dialog title={t('title', { parent: parent.name })} onClose={onClose}>
      {(close) => (
        <form className={classes.form} onSubmit={submit} noValidate>
          <p>{t('lead')}</p>
          <TextInput
            label={t('name')}
            value={form.name}
            data-autofocus
            autoComplete="off"
            error={problems.includes('name') && t('nameProblem')}
            onChange={(event) => edit({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('domain')}
            placeholder="subsidiary.example.com"
            value={form.domain}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            error={problems.includes('domain') && t('domainProblem')}
            onChange={(event) => edit({ domain: event.currentTarget.value })}
          />
          <TextInput
            label={t('webhook')}
            description={t('webhookHint')}
            type="url"
            value={form.webhook}
            autoComplete="off"
            error={problems.includes('webhook') && t('webhookProblem')}
            onChange={(event) => edit({ webhook: event.currentTarget.value })}
          />
          {failure !== undefined && (
            <p role="alert" className={classes.problem}>
              {outcomeText(failure, t('notCreated'), t('unsure'))} <WhyForbidden error={failure} />
            </p>
          )}
          <DialogActions>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button type="submit" loading={state === 'saving'}>
              {t('submit')}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
