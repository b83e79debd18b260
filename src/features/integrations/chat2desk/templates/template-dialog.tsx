import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Operator } from '#src/api/chat2desk/operators.ts';
import { saveTemplate, type Template, type TemplateWish } from '#src/api/chat2desk/templates.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { blankTemplate, changesOf, formOf, longest, problemsOf, type TemplateForm } from './template-form.ts';
import { TemplatePreview } from './template-preview.tsx';

interface TemplateDialogProps {
  /** Undefined for a new one. */
  readonly template: Template | undefined;
  readonly groups: readonly Named[];
  readonly operators: readonly Operator[];
  readonly onDelete?: () => void;
  readonly onClose: () => void;
}

/** Asks for a template, and shows it as clients see it. */
export function TemplateDialog({ template, groups, operators, onDelete, onClose }: TemplateDialogProps) {
  const t = useTranslations('chat2desk.templates');
  const writing = useWrite<TemplateWish, unknown>(saveTemplate);
  const [before] = useState(() => (template ? formOf(template) : blankTemplate));
  const [form, setForm] = useState(before);
  const [invalid, setInvalid] = useState(false);
  const problems = invalid ? problemsOf(form) : [];
  const edit = (change: Partial<TemplateForm>) => {
    setForm({ ...form, ...change });
    setInvalid(false);
    writing.clear();
  };
  const request = (): TemplateWish | 'same' | undefined => {
    const isWrong = problemsOf(form).length > 0;
    setInvalid(isWrong);
    if (isWrong) return undefined;
    const fields = changesOf(before, form);
    return Object.keys(fields).length === 0 ? 'same' : { ...wishNow(), id: template?.id, fields };
  };
  return (
    <ChangeDialog
      title={template ? t('change.title', { name: template.name }) : t('create.title')}
      submit={t(template ? 'change.submit' : 'create.submit')}
      writing={writing}
      request={request}
      onClose={onClose}
      aside={
        onDelete && (
          <Button variant="subtle" color="red" onClick={onDelete}>
            {t('remove.button')}
          </Button>
        )
      }
    >
      <div className="ui-pair">
        <TextField
          label={t('name')}
          value={form.name}
          longest={longest.name}
          focus
          error={problems.includes('name') && t('nameMissing')}
          onChange={(name) => edit({ name })}
        />
        <TextInput
          label={t('shortcut')}
          leftSection="/"
          value={form.shortcut}
          maxLength={longest.shortcut}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => edit({ shortcut: event.currentTarget.value })}
        />
      </div>
      <Textarea
        label={t('text')}
        autosize
        minRows={4}
        maxRows={12}
        value={form.text}
        maxLength={longest.text}
        dir="auto"
        error={problems.includes('text') && t('textMissing')}
        onChange={(event) => edit({ text: event.currentTarget.value })}
      />
      <div className="ui-pair">
        <NativeSelect
          label={t('of')}
          value={form.of}
          data={[
            ...(before.of === '' ? [{ value: '', label: t('ofAll') }] : []),
            {
              group: t('ofGroup'),
              items: groups.map(({ id, name }) => ({ value: `group:${id}`, label: name })),
            },
            {
              group: t('ofOperator'),
              items: operators.map(({ id, name }) => ({ value: `operator:${id}`, label: name })),
            },
          ]}
          onChange={(event) => edit({ of: event.currentTarget.value })}
        />
        <TextInput
          label={t('file')}
          type="url"
          placeholder="https://"
          value={form.file}
          autoComplete="off"
          error={problems.includes('file') && t('fileWrong')}
          onChange={(event) => edit({ file: event.currentTarget.value })}
        />
      </div>
      <TemplatePreview text={form.text} file={form.file.trim()} />
    </ChangeDialog>
  );
}
