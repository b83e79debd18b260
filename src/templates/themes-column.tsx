import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { useTranslations } from 'use-intl';
import { saveTheme } from '#src/api/edit-templates.ts';
import type { Theme } from '#src/api/templates.ts';
import { paths } from '#src/app/paths.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { Column, type ColumnHandle, type Editing } from './column.tsx';
import { choose, noType, type TemplatesAddress, writeAddress } from './model/address.ts';
import { NameForm } from './name-form.tsx';
import type { RowAction } from './row-menu.tsx';
import type { GoTo } from './use-templates-address.ts';

interface ThemesColumnProps {
  readonly ref: Ref<ColumnHandle>;
  /** Those of the type. */
  readonly themes: readonly Theme[] | undefined;
  readonly typeId: number | undefined;
  readonly themeId: number | undefined;
  readonly canSeeQuestions: boolean;
  readonly address: TemplatesAddress;
  readonly go: GoTo;
  readonly editing: Editing | undefined;
  readonly onEdit: (editing: Editing | undefined) => void;
}

const nameOf = ({ name }: Theme) => name;
const loadDialogs = () => import('./delete-dialogs.tsx');

/** The themes of the chosen type. */
export function ThemesColumn(props: ThemesColumnProps) {
  const { ref, themes, typeId, themeId, canSeeQuestions, go, editing, onEdit } = props;
  // Choosing here keeps the type that is shown, also when it is there because nothing was chosen.
  const address = { ...props.address, type: typeId };
  const t = useTranslations('templates');
  const queryClient = useQueryClient();
  const [deleting, setDeleting] = useState<Theme>();
  const dialogs = useOnDemand(loadDialogs, deleting !== undefined);
  const actionsOf = (theme: Theme): readonly RowAction[] => [
    {
      key: 'edit',
      label: t('rename'),
      icon: IconPencil,
      run: () => onEdit({ column: 'themes', id: theme.id }),
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
        onFind={(text) => go({ ...address, find: { ...address.find, themes: text } }, true)}
        rowRem={2.75}
        actionsOf={actionsOf}
        editor={(theme, onClose) => (
          <NameForm
            label={t('nameOf.themes')}
            name={theme.name}
            onSave={(name) => saveTheme(queryClient, { id: theme.id, name, typeId: theme.typeId ?? noType })}
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
                  onSave={async (name) => {
                    const { id } = await saveTheme(queryClient, { name, typeId });
                    go(choose({ ...address, find: { ...address.find, themes: '' } }, 'themes', id));
                  }}
                  onClose={onClose}
                />
              )
        }
        empty={t(typeId === undefined ? 'empty.noType' : 'empty.themes')}
        editing={editing?.column === 'themes' ? editing.id : undefined}
        onEdit={(id) => onEdit(id === undefined ? undefined : { column: 'themes', id })}
      />
      {deleting && dialogs && (
        <dialogs.DeleteThemeDialog
          theme={deleting}
          canSeeQuestions={canSeeQuestions}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => {
            if (deleting.id === themeId) go(choose(address, 'themes', undefined), true);
          }}
        />
      )}
    </>
  );
}
