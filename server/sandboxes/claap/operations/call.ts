import type { ConnectedOperation } from '#contract/system.ts';
import type { RowCall } from '../../lib/row-handler.ts';
import type { Services } from '../services.ts';

export type Call<O extends ConnectedOperation> = RowCall<Services, O>;
