import { IconCopy, IconFolderSymlink, IconPencil, IconTrash } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { useTranslations } from 'use-intl';
import { saveTheme } from '#src/api/claritalk/change-templates.ts';
import type { ThemeDraft } from '#src/api/claritalk/edit-templates.ts';
import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import { paths } from '#src/paths.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { Refusal } from '#src/ui/why-not.tsx';
import { NameForm } from '../forms/name-form.tsx';
import { choose, noType, type TemplatesAddress, writeAddress } from '../shared/address.ts';
import { Column, type ColumnHandle, type Editing } from './column.tsx';
import type { RowAction } from './row-menu.tsx';
import type { GoTo } from './use-templates-address.ts';

interface ThemesColumnProps {
  readonly ref: Ref<ColumnHandle>;
  /** Those of the type. */
  readonly themes: readonly Theme[] | undefined;
  readonly typeId: number | undefined;
  readonly themeId: number | undefined;
  readonly types: readonly MeetingType[] | undefined;
  readonly allThemes: readonly Theme[] | undefined;
  /** Why questions cannot be seen or copied. */
  readonly copyRefusal: Refusal | undefined;
  readonly address: TemplatesAddress;
  readonly go: GoTo;
  readonly editing: Editing | undefined;
  readonly onEdit: (editing: Editing | undefined) => void;
}

const nameOf = ({ name }: Theme) => name;
const loadCopyDialog = () => import('../dialogs/copy-dialog.tsx');
const loadMoveDialogs = () => import('../dialogs/move-dialogs.tsx');
const loadDialogs = () => import('../dialogs/delete-dialogs.tsx');

/** The themes of the chosen type. */
export function ThemesColumn(props: ThemesColumnProps) {
  const { ref, themes, typeId, themeId, types, allThemes, copyRefusal, go, editing, onEdit } = props;
  // A choice here keeps the shown type, even if it is shown because nothing was chosen.
  const address = { ...props.address, type: typeId };
  const t = useTranslations('templates');
  const known = (allThemes ?? []).map(({ id }) => id);
  const [deleting, setDeleting] = useState<Theme>();
  const dialogs = useOnDemand(loadDialogs, deleting !== undefined);
  const [copying, setCopying] = useState<Theme>();
  const copyDialog = useOnDemand(loadCopyDialog, copying !== undefined);
  const [moving, setMoving] = useState<Theme>();
  const moveDialogs = useOnDemand(loadMoveDialogs, moving !== undefined);
  const actionsOf = (theme: Theme): readonly RowAction[] => [
    {
      key: 'edit',
      label: t('rename'),
      icon: IconPencil,
      run: () => onEdit({ column: 'themes', id: theme.id }),
    },
    {
      key: 'copy',
      label: t('copy.action'),
      icon: IconCopy,
      refusal: copyRefusal,
      run: () => setCopying(theme),
    },
    {
      key: 'move',
      label: t('move.theme.action'),
      icon: IconFolderSymlink,
      run: () => setMoving(theme),
    },
    {
      key: 'delete',
      label: t('delete.action'),
      icon: IconTrash,
      danger: true,
      run: () => setDeleting(theme),
    },
  ];
  return (
    <>
      <Column
        ref={ref}
        name="themes"
        scope={typeId}
        items={themes}
        textOf={nameOf}
        hrefOf={({ id }) => paths.templates(writeAddress(choose(address, 'themes', id)))}
        currentId={themeId}
        sort={address.sort}
        find={address.find.themes}
        onFind={(text) => go((now) => ({ ...now, find: { ...now.find, themes: text } }), true)}
        rowRem={2.75}
        actionsOf={actionsOf}
        editor={(theme, onClose) => (
          <NameForm
            label={t('nameOf.themes')}
            name={theme.name}
            known={known}
            draftOf={(name): ThemeDraft => ({ id: theme.id, name, typeId: theme.typeId ?? noType })}
            onSave={saveTheme}
            onClose={onClose}
          />
        )}
        adder={
          typeId === undefined || typeId === noType
            ? undefined
            : (onClose) => (
                <NameForm
                  label={t('nameOf.themes')}
                  name=""
                  known={known}
                  draftOf={(name): ThemeDraft => ({ name, typeId })}
                  onSave={saveTheme}
                  onSaved={({ id }) =>
                    go((now) => choose({ ...now, find: { ...now.find, themes: '' } }, 'themes', id))
                  }
                  onClose={onClose}
                />
              )
        }
        empty={t(typeId === undefined ? 'empty.noType' : 'empty.themes')}
        editing={editing?.column === 'themes' ? editing.id : undefined}
        onEdit={(id) => onEdit(id === undefined ? undefined : { column: 'themes', id })}
      />
      {copying && copyDialog && types && allThemes && (
        <copyDialog.CopyDialog
          types={types}
          themes={allThemes}
          source={{ kind: 'theme', theme: copying }}
          onClose={() => setCopying(undefined)}
        />
      )}
      {moving && moveDialogs && types && (
        <moveDialogs.MoveThemeDialog
          theme={moving}
          types={types}
          onMoved={(target) => go((now) => choose(choose(now, 'types', target), 'themes', moving.id))}
          onClose={() => setMoving(undefined)}
        />
      )}
      {deleting && dialogs && (
        <dialogs.DeleteThemeDialog
          theme={deleting}
          canSeeQuestions={copyRefusal === undefined}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => {
            if (deleting.id === themeId) go((now) => choose(now, 'themes', undefined), true);
          }}
        />
      )}
    </>
  );
}
