import { IconCopy, IconEye, IconPencil, IconStar, IconTrash } from '@tabler/icons-react';
import { type Ref, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { saveType } from '#src/api/claritalk/change-templates.ts';
import type { TypeDraft } from '#src/api/claritalk/edit-templates.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import { paths } from '#src/paths.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { Refusal } from '#src/ui/why-not.tsx';
import { NameForm } from '../forms/name-form.tsx';
import { choose, noType, type TemplatesAddress, writeAddress } from '../shared/address.ts';
import { Column, type ColumnHandle, type Editing } from './column.tsx';
import classes from './columns.module.css';
import { themesOf } from './effective.ts';
import type { RowAction } from './row-menu.tsx';
import type { GoTo } from './use-templates-address.ts';

interface TypesColumnProps {
  readonly ref: Ref<ColumnHandle>;
  readonly types: readonly MeetingType[] | undefined;
  readonly themes: readonly Theme[] | undefined;
  readonly typeId: number | undefined;
  /** Why questions cannot be copied. */
  readonly copyRefusal: Refusal | undefined;
  readonly address: TemplatesAddress;
  readonly go: GoTo;
  readonly editing: Editing | undefined;
  readonly onEdit: (editing: Editing | undefined) => void;
  /** Has no place of its own to report its outcome. */
  readonly onMakeDefault: (type: MeetingType) => void;
}

const nameOf = ({ name }: MeetingType) => name;
const loadCopyDialog = () => import('../dialogs/copy-dialog.tsx');
const loadDialogs = () => import('../dialogs/delete-dialogs.tsx');

/** The meeting types, the default one marked. Themes whose type is gone stand below a type of their own. */
export function TypesColumn(props: TypesColumnProps) {
  const { ref, types, themes, typeId, copyRefusal, address, go, editing, onEdit, onMakeDefault } = props;
  const t = useTranslations('templates');
  const navigate = useNavigate();
  const known = (types ?? []).map(({ id }) => id);
  const [deleting, setDeleting] = useState<MeetingType>();
  const dialogs = useOnDemand(loadDialogs, deleting !== undefined);
  const [copying, setCopying] = useState<MeetingType>();
  const copyDialog = useOnDemand(loadCopyDialog, copying !== undefined);
  const items = useMemo(() => {
    const orphaned = types && themes && themesOf(noType, types, themes).length > 0;
    return orphaned ? [...types, { id: noType, name: t('noType'), isDefault: false }] : types;
  }, [types, themes, t]);
  const counts = useMemo(() => {
    const byType = new Map<number, number>();
    for (const { id } of items ?? []) {
      byType.set(id, types && themes ? themesOf(id, types, themes).length : 0);
    }
    return byType;
  }, [items, types, themes]);
  const actionsOf = (type: MeetingType): readonly RowAction[] =>
    type.id === noType
      ? []
      : [
          {
            key: 'preview',
            label: t('preview.action'),
            icon: IconEye,
            run: () => void navigate(paths.templatePreview(type.id)),
          },
          {
            key: 'edit',
            label: t('rename'),
            icon: IconPencil,
            run: () => onEdit({ column: 'types', id: type.id }),
          },
          ...(type.isDefault
            ? []
            : [
                {
                  key: 'default',
                  label: t('makeDefault'),
                  icon: IconStar,
                  run: () => onMakeDefault(type),
                },
              ]),
          {
            key: 'copy',
            label: t('copy.action'),
            icon: IconCopy,
            refusal: copyRefusal,
            run: () => setCopying(type),
          },
          {
            key: 'delete',
            label: t('delete.action'),
            icon: IconTrash,
            danger: true,
            run: () => setDeleting(type),
          },
        ];
  return (
    <>
      <Column
        ref={ref}
        name="types"
        scope={undefined}
        items={themes && items}
        textOf={nameOf}
        noteOf={(type) => (
          <span className={`ui-line ui-note ${classes.note}`}>
            {type.isDefault && <span className={`ui-strong ui-accent ${classes.badge}`}>{t('default')}</span>}
            <span>{t('themeCount', { count: counts.get(type.id) ?? 0 })}</span>
          </span>
        )}
        hrefOf={({ id }) => paths.templates(writeAddress(choose(address, 'types', id)))}
        currentId={typeId}
        sort={address.sort}
        find={address.find.types}
        onFind={(text) => go((now) => ({ ...now, find: { ...now.find, types: text } }), true)}
        rowRem={3.25}
        actionsOf={actionsOf}
        editor={(type, onClose) => (
          <NameForm
            label={t('nameOf.types')}
            name={type.name}
            known={known}
            draftOf={(name): TypeDraft => ({ ...type, name })}
            onSave={saveType}
            onClose={onClose}
          />
        )}
        adder={(onClose) => (
          <NameForm
            label={t('nameOf.types')}
            name=""
            known={known}
            draftOf={(name): TypeDraft => ({ name, isDefault: false })}
            onSave={saveType}
            onSaved={({ id }) =>
              go((now) => choose({ ...now, find: { ...now.find, types: '' } }, 'types', id))
            }
            onClose={onClose}
          />
        )}
        empty={t('empty.types')}
        editing={editing?.column === 'types' ? editing.id : undefined}
        onEdit={(id) => onEdit(id === undefined ? undefined : { column: 'types', id })}
      />
      {copying && copyDialog && types && themes && (
        <copyDialog.CopyDialog
          types={types}
          themes={themes}
          source={{ kind: 'type', type: copying }}
          onClose={() => setCopying(undefined)}
        />
      )}
      {deleting && dialogs && (
        <dialogs.DeleteTypeDialog
          type={deleting}
          themes={types && themes ? themesOf(deleting.id, types, themes) : []}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => {
            if (deleting.id === typeId) go((now) => choose(now, 'types', undefined), true);
          }}
        />
      )}
    </>
  );
}
