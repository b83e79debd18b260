import { idOf } from '../conversations/wire.ts';
import { fieldAt } from '../fields.ts';

/** What a request is about at the system, as far as it or its response says so; ids. */
export interface Subjects {
  readonly client?: number | undefined;
  readonly dialog?: number | undefined;
  /** What it made: a message, a ticket, a recording. */
  readonly made?: string | undefined;
}

/** Reads the body of a response, or a request as the ledger keeps it. */
export function subjectsOf(given: unknown): Subjects {
  const outer = objectOf(given);
  const path = typeof outer.path === 'string' ? outer.path : '';
  const body = objectOf(outer.body ?? outer.data ?? outer);
  const [, , kind, id] = path.split(/[/?]/);
  const inPath = (of: string) => (kind === of ? idOf(id) : undefined);
  const made = body.message_id ?? body.id ?? fieldAt(body, 'result.recording.id');
  return {
    client: idOf(body.client_id) ?? inPath('clients'),
    dialog: idOf(body.dialog_id) ?? inPath('dialogs'),
    made: typeof made === 'string' || typeof made === 'number' ? String(made) : undefined,
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'string') {
    try {
      return objectOf(JSON.parse(value));
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
