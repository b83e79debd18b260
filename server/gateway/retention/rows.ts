import type { RetentionItemState, RetentionListState } from '#contract/gateway/retention.ts';

export interface HoldRow {
  dossier: string;
  by_uuid: string;
  by_name: string;
  at: number;
  /** Sealed: the dossier's name, and why. */
  about: Uint8Array;
}

export interface ListRow {
  id: string;
  state: RetentionListState;
  at: number;
  looked_at: number;
  by_uuid: string;
  by_name: string;
  ran_uuid: string | null;
  ran_name: string | null;
  ran_at: number | null;
  ended_at: number | null;
  digest: string | null;
  rules: string;
  notice_days: number;
  problem: string | null;
}

export interface ItemRow {
  list: string;
  number: number;
  meeting: string;
  owner: string | null;
  status: string;
  created_at: number | null;
  changed_at: number;
  dossier: string | null;
  rule: number;
  state: RetentionItemState;
  /** Sealed. */
  name: Uint8Array | null;
}

/** What sealed values belong to. */
export const holdContext = ({ dossier }: Pick<HoldRow, 'dossier'>) => `hold ${dossier}`;
export const nameContext = ({ list, meeting }: Pick<ItemRow, 'list' | 'meeting'>) => `${list} ${meeting}`;
