import { type Icon, IconDownload, IconFolderSymlink, IconTrash } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { BulkDialogProps } from '../shared/bulk-dialog-props.ts';

/** An action on many meetings. Its name is the message `bulk.actions.<id>`. */
export interface BulkAction {
  readonly id: 'export' | 'assign' | 'delete';
  readonly icon: Icon;
  readonly danger?: boolean;
  /** Loads the dialog that asks what exactly to do. */
  readonly load: () => Promise<ComponentType<BulkDialogProps>>;
}

/** In the order of their buttons. */
export const bulkActions: readonly BulkAction[] = [
  {
    id: 'export',
    icon: IconDownload,
    load: async () => (await import('../export/list/list-export-dialog.tsx')).SelectionExportDialog,
  },
  {
    id: 'assign',
    icon: IconFolderSymlink,
    load: async () => (await import('./bulk-assign-dialog.tsx')).BulkAssignDialog,
  },
  {
    id: 'delete',
    icon: IconTrash,
    danger: true,
    load: async () => (await import('./bulk-delete-dialog.tsx')).BulkDeleteDialog,
  },
];
