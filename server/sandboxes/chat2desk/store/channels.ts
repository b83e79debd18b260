import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';

export interface ChannelRow {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
  readonly transports: string;
  readonly daily_limit: number | null;
}

export const namesColumn = jsonColumn(v.array(v.string()));

export const findChannel = (database: Database, id: string | number): ChannelRow | undefined =>
  database.get('SELECT * FROM channels WHERE id = ?', Number(id));

export const has = (channel: ChannelRow, transport: string): boolean =>
  v.parse(namesColumn, channel.transports).includes(transport);

/** The first channel with a transport. */
export const channelWith = (database: Database, transport: string): ChannelRow | undefined =>
  database.all<ChannelRow>('SELECT * FROM channels ORDER BY id').find((channel) => has(channel, transport));
