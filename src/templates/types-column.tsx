import { IconCopy, IconEye, IconPencil, IconStar, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type Ref, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { makeDefault, saveType } from '#src/api/edit-templates.ts';
import type { MeetingType, Theme } from '#src/api/templates.ts';
import { paths } from '#src/app/paths.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { Refusal } from '#src/ui/why-not.tsx';
import { Column, type ColumnHandle, type Editing } from './column.tsx';
import classes from './columns.module.css';
import { choose, noType, type TemplatesAddress, writeAddress } from './model/address.ts';
import { themesOf } from './model/effective.ts';
import { NameForm } from './name-form.tsx';
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
  /** Something that has no place of its own to say that it failed. */
  readonly onFailure: (error: unknown) => void;
}

const nameOf = ({ name }: MeetingType) => name;
const loadCopyDialog = () => import('./copy-dialog.tsx');
const loadDialogs = () => import('./delete-dialogs.tsx');

/** The meeting types, the default one marked. Themes whose type is gone stand below a type of their own. */
export function TypesColumn(props: TypesColumnProps) {
  const { ref, types, themes, typeId, copyRefusal, address, go, editing, onEdit, onFailure } = props;
  const t = useTranslations('templates');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
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
                  run: () => void makeDefault(queryClient, type).catch(onFailure),
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
          <span className={classes.note}>
            {type.isDefault && <span className={classes.badge}>{t('default')}</span>}
            {t('themeCount', { count: counts.get(type.id) ?? 0 })}
          </span>
        )}
        hrefOf={({ id }) => paths.templates(writeAddress(choose(address, 'types', id)))}
        currentId={typeId}
        sort={address.sort}
        find={address.find.types}
        onFind={(text) => go({ ...address, find: { ...address.find, types: text } }, true)}
        rowRem={3.25}
        actionsOf={actionsOf}
        editor={(type, onClose) => (
          <NameForm
            label={t('nameOf.types')}
            name={type.name}
            onSave={(name) => saveType(queryClient, { ...type, name })}
            onClose={onClose}
          />
        )}
        adder={(onClose) => (
          <NameForm
            label={t('nameOf.types')}
            name=""
            onSave={async (name) => {
              const { id } = await saveType(queryClient, { name, isDefault: false });
              go(choose({ ...address, find: { ...address.find, types: '' } }, 'types', id));
            }}
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
            if (deleting.id === typeId) go(choose(address, 'types', undefined), true);
          }}
        />
      )}
    </>
  );
}
