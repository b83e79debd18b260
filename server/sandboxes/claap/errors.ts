import type { Misfit } from '../lib/misfit.ts';

/** An answer with an error, as Claap words it. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly path: readonly string[] | undefined;

  constructor(status: number, type: string, message: string, path?: readonly string[]) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.type = type;
    this.path = path;
  }

  get body(): unknown {
    return { error: { type: this.type, message: this.message, ...(this.path ? { path: this.path } : {}) } };
  }
}

const types: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  404: 'not_found',
  429: 'too_many_requests',
};

/** The body of an error that is not about a field. */
export const worded = (status: number, message: string): unknown => ({
  error: { type: types[status] ?? 'error', message },
});

export const badField = (path: readonly string[], message: string) =>
  new Refusal(400, 'validation_error', message, path);

export const notFound = (what: string, path?: readonly string[]) =>
  new Refusal(404, 'not_found', `${what} not found`, path);

/** An address of an upload that is no longer, or never was, one. */
export const forbidden = () => new Refusal(403, 'forbidden', 'The address is not valid.');

export function misfit({ mistakes: [first] }: Misfit): Refusal {
  if (first?.part === 'path') return notFound('Recording');
  return badField(first?.path ?? [], first?.kind === 'missing' ? 'Required' : (first?.text ?? 'Invalid'));
}
