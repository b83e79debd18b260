/** One thing that is wrong, as Chat2Desk words it. */
export interface Problem {
  readonly text: string;
  readonly error:
    | 'missing_parameter'
    | 'unsupported_value'
    | 'not_found'
    | 'invalid_filter_and_sorting_params';
}

export type Problems = Readonly<Record<string, readonly Problem[]>>;

/** An error in one of the forms that are documented; its status may be one of success. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.name = 'Refusal';
    this.status = status;
    this.body = body;
  }
}

export const problem = (text: string, error: Problem['error'] = 'not_found'): Problem => ({ text, error });

/** `errors`: a list, or one by field. */
export const badRequest = (errors: unknown): Refusal =>
  new Refusal(400, { message: 'bad_request', errors, status: 'error' });

/** `errors`: a sentence, or an object with one. */
export const notFound = (errors: unknown, status = 404): Refusal =>
  new Refusal(status, { message: 'not_found', errors, status: 'error' });

/** A paid feature that the company does not have. The documentation shows no response; this is our reading. */
export const notBought = (feature: string): Refusal =>
  new Refusal(403, {
    message: 'forbidden',
    errors: `${feature} is not turned on for your company. Contact administration.`,
    status: 'error',
  });

/** Fields alone, as operators and templates have it. */
export const wrongFields = (fields: Readonly<Record<string, readonly unknown[]>>): Refusal =>
  new Refusal(400, fields);

/** The body of an error that no operation documents. */
export const worded = (status: number, text: string): unknown => ({
  message: names[status] ?? 'error',
  errors: text,
  status: 'error',
});

const names: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  404: 'not_found',
  429: 'too_many_requests',
};
