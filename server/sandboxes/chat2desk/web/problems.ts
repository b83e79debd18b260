/** What Chat2Desk says of a request that does not fit the schema of its row. */
import type * as v from 'valibot';
import { badRequest, type Problem, type Problems, problem, Refusal, wrongFields } from './errors.ts';

type Issue = v.BaseIssue<unknown>;

const keysOf = (issue: Issue): readonly string[] => issue.path?.map(({ key }) => String(key)) ?? [];

/** The parts of an issue, those of alternatives too. */
const partsOf = (issue: Issue): readonly Issue[] => [issue, ...(issue.issues ?? []).flatMap(partsOf)];

/** Whether a number was asked for, as such or in digits. */
const wantsNumber = (issue: Issue): boolean =>
  partsOf(issue).some(
    ({ expected, message, requirement, type }) =>
      expected === 'number' ||
      message === 'out of range' ||
      /^(safe_integer|min_value|max_value)$/.test(type) ||
      (requirement instanceof RegExp && /\\d/.test(requirement.source) && !/-[\\(]/.test(requirement.source)),
  );

function problemOf(issue: Issue): Problem {
  const name = keysOf(issue).at(-1);
  if (issue.expected === 'never') return problem('Unknown parameter.', 'unsupported_value');
  if (issue.received === 'undefined') return problem('Parameter is required.', 'missing_parameter');
  if (name === 'order') {
    return problem("Only 'asc' or 'desc' are allowed.", 'invalid_filter_and_sorting_params');
  }
  if (wantsNumber(issue)) return problem('Parameter must be a numeric value.', 'unsupported_value');
  return problem(`Parameter is not valid: ${issue.message}`, 'unsupported_value');
}

/** By the names of fields, those of objects with points; what is wrong with several together is under ''. */
export function problemsOf(issues: readonly Issue[]): Problems {
  const found: Record<string, Problem[]> = {};
  for (const issue of issues) {
    const name = keysOf(issue).join('.');
    const problem = problemOf(issue);
    const list = found[name] ?? [];
    // Several rules of a field may say the same.
    if (!list.some(({ text }) => text === problem.text)) found[name] = [...list, problem];
  }
  return found;
}

/** Most operations: by field, or a list where several fields do not go together. */
function usual(issues: readonly Issue[]): Refusal {
  const { '': together = [], ...fields } = problemsOf(issues);
  return badRequest(Object.keys(fields).length > 0 ? fields : together);
}

/** Operators and templates: fields alone, with sentences. */
function ofFields(issues: readonly Issue[]): Refusal {
  const { '': together, ...fields } = problemsOf(issues);
  const said = Object.entries(fields).map(([name, problems]) => [name, problems.map(({ text }) => text)]);
  const both = ['Cannot specify both groups_template_id and user_id'];
  return wrongFields({
    ...Object.fromEntries(said),
    ...(together ? { group_id: both, user_id: both } : {}),
  });
}

const tooLong = "Parameter 'name' cannot be empty and must not exceed 60 characters.";

function ofTemplates(issues: readonly Issue[]): Refusal {
  const { body } = ofFields(issues);
  const fields = body as Record<string, readonly string[]>;
  return wrongFields(fields.name ? { ...fields, name: [tooLong] } : fields);
}

/** Importing messages: one entry for each message that is wrong. */
function ofImport(issues: readonly Issue[], input: unknown): Refusal {
  const inside = issues.filter((issue) => /^messages\.\d+/.test(keysOf(issue).join('.')));
  if (inside.length === 0) return usual(issues);
  const messages = (input as { messages: readonly { text?: unknown }[] }).messages;
  const wrong = new Map<number, Record<string, string[]>>();
  for (const issue of inside) {
    const [, at = '0', field = 'text'] = keysOf(issue);
    const fields = wrong.get(Number(at)) ?? {};
    const said = field === 'attachment' ? 'must be a string' : problemOf(issue).text;
    fields[field] = [...(fields[field] ?? []), said];
    wrong.set(Number(at), fields);
  }
  const errors = [...wrong].map(([at, fields]) => ({
    text: messages[at]?.text ?? null,
    errors: Object.entries(fields).map(([name, said]) => ({ [name]: said })),
  }));
  return new Refusal(400, { errors, status: 'failure' });
}

const special: Readonly<Record<string, (issues: readonly Issue[], input: unknown) => Refusal>> = {
  createOperator: ofFields,
  updateOperator: ofFields,
  createTemplate: ofTemplates,
  updateTemplate: ofTemplates,
  importMessages: ofImport,
  createTicket: ofTickets,
  updateTicket: ofTickets,
};

const ticketTexts: Readonly<Record<string, string>> = {
  summary: "Parameter 'summary' cannot be empty and must not exceed 255 characters.",
  description: "Parameter 'description' cannot be empty",
  deadline: 'Parameter must be in ISO 8601 format',
  priority: 'Parameter must be a numeric value between 1 and 3.',
  status: 'Parameter must be a numeric value between 1 and 4.',
};

function ofTickets(issues: readonly Issue[]): Refusal {
  const fields: Record<string, readonly Problem[]> = {};
  for (const [name, problems] of Object.entries(problemsOf(issues))) {
    const [field = ''] = name.split('.');
    const text = ticketTexts[field];
    fields[field] = text === undefined ? problems : [problem(text, 'unsupported_value')];
  }
  return badRequest(fields);
}

/** The error of an operation whose query or body does not fit. */
export const refusalOf = (operation: string, issues: readonly Issue[], input: unknown): Refusal =>
  (special[operation] ?? usual)(issues, input);
