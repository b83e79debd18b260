import { useSyncExternalStore } from 'react';
import { createDeviceSetting } from '#src/lib/storage/device-setting.ts';
import { readTableLayout, type TableLayout } from '../model/table-layout.ts';

/** Columns and density of the table of meetings on this device. */
export const tableLayout = createDeviceSetting('claritalk.meetings.table', readTableLayout);

export const useTableLayout = (): TableLayout => useSyncExternalStore(tableLayout.subscribe, tableLayout.get);
