import '@mantine/core/styles/Input.layer.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import {
  createOrganisation,
  type Organisation,
  type OrganisationRequest,
} from '#src/api/claritalk/organisations.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { paths } from '#src/paths.ts';
import { WhyForbidden } from '#src/services/permissions/why-forbidden.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { domainOf, type OrganisationForm, problemsOf } from './model/new-organisation.ts';

interface NewOrganisationDialogProps {
  readonly parent: Organisation;
  readonly onClose: () => void;
  readonly onCreated: (name: string) => void;
}

const blank: OrganisationForm = { name: '', domain: '', webhook: '' };

/** Asks for a new organisation below another. What cannot be undone says so. */
export function NewOrganisationDialog({ parent, onClose, onCreated }: NewOrganisationDialogProps) {
  const t = useTranslations('organisations.create');
  const navigate = useNavigate();
  const refusalText = useRefusalText();
  const [form, setForm] = useState(blank);
  const [invalid, setInvalid] = useState(false);
  // As it was when the dialog was opened: anything that appears later may be what it created.
  const [known] = useState(() => parent.children.map(({ uuid }) => uuid));
  // A request keeps its key until it is a different one.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { sandbox } = clientConfig();
  const problems = invalid ? problemsOf(form, sandbox) : [];
  const creating = useWrite<OrganisationRequest, Organisation | undefined>(
    (queryClient, wanted, watch) => createOrganisation(queryClient, wanted, { ...watch, known }),
    (_, { organisation }, found) => !found && onCreated(organisation.name),
  );
  const { state } = creating;
  const found = state.phase === 'done' && state.found ? state.value : undefined;
  const edit = (change: Partial<OrganisationForm>) => {
    setForm({ ...form, ...change });
    setKey(crypto.randomUUID());
    setInvalid(false);
    creating.clear();
  };
  const save = () => {
    if (problemsOf(form, sandbox).length > 0) return setInvalid(true);
    const [name, webhook] = [form.name.trim(), form.webhook.trim()];
    const organisation = {
      name,
      domain: domainOf(form.domain),
      parent_uuid: parent.uuid,
      ...(webhook === '' ? {} : { webhook_url: webhook }),
    };
    void creating.run({ organisation, idempotencyKey: wishNow(key) });
  };
  const open = ({ uuid }: Organisation) => {
    onClose();
    void navigate(paths.organisations(uuid), { replace: true, preventScrollReset: true });
  };
  const submit = () => {
    if (found) open(found);
    else save();
    // Both link to where it continues.
    return false;
  };
  return (
    <FormDialog
      title={t('title', { parent: parent.name })}
      submit={found ? t('open', { name: found.name }) : t('submit')}
      busy={creating.busy}
      onSubmit={submit}
      problem={
        <WriteNotice
          state={state}
          texts={{
            unknown: t('unsure'),
            found: t('done', { name: found?.name ?? '' }),
            notDone: t('notCreated'),
          }}
          errorText={refusalText}
          onCheck={() => creating.look()}
          refused={state.phase === 'refused' && <WhyForbidden error={state.error} />}
        />
      }
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
