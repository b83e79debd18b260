import { useTranslations } from 'use-intl';
import type { Removal } from '#src/api/chat2desk/change.ts';
import { deleteTemplate, deleteTemplateGroup, type Template } from '#src/api/chat2desk/templates.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { DeleteDialog } from '../../tab/delete-dialog.tsx';

interface DeleteTemplateProps {
  readonly template: Template;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

export function DeleteTemplateDialog({ template, onDeleted, onClose }: DeleteTemplateProps) {
  const t = useTranslations('chat2desk.templates.remove');
  const writing = useWrite<Removal, unknown>(deleteTemplate, onDeleted);
  const { id, name } = template;
  return (
    <DeleteDialog
      title={t('title', { name })}
      name={name}
      writing={writing}
      request={() => ({ ...wishNow(), id })}
      onClose={onClose}
    >
      <p>{t('body')}</p>
    </DeleteDialog>
  );
}

interface DeleteGroupProps {
  readonly group: Named;
  /** How many templates are in it. */
  readonly count: number;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

export function DeleteGroupDialog({ group, count, onDeleted, onClose }: DeleteGroupProps) {
  const t = useTranslations('chat2desk.templates.group');
  const writing = useWrite<Removal, unknown>(deleteTemplateGroup, onDeleted);
  const { id, name } = group;
  return (
    <DeleteDialog
      title={t('removeTitle', { name })}
      name={name}
      writing={writing}
      request={() => ({ ...wishNow(), id })}
      onClose={onClose}
    >
      <p>{t('removeBody', { count })}</p>
    </DeleteDialog>
  );
}
