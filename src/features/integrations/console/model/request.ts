import { fillPath, queryString } from '#contract/match.ts';
import { urlText } from '#contract/url-text.ts';
import { type Draft, draftOf, freshDraft, type ProblemKind, type Problems } from './draft.ts';
import { type FormNode, formNode } from './form-node.ts';
import { sentBy } from './sent-by.ts';
import { writtenJson } from './written-json.ts';

/** The schemas of an operation, as JSON; null where there is nothing to fill in. */
export interface RequestSchemas {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

export const parts = ['params', 'query', 'body'] as const;
export type Part = (typeof parts)[number];
export type RequestForm = Readonly<Record<Part, FormNode | undefined>>;

/** What was typed for a request. */
export interface RequestDraft extends Readonly<Record<Part, Draft>> {
  /** The body as JSON, when it is written instead of filled in. */
  readonly json: string | undefined;
  readonly file: File | undefined;
}

/** A request that can be sent. */
export interface ConsoleRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Undefined without one. */
  readonly body: unknown;
  readonly file: File | undefined;
}

const formOf = (schema: unknown) => (schema === null || schema === undefined ? undefined : formNode(schema));

export const requestForm = ({ params, query, body }: RequestSchemas): RequestForm => ({
  params: formOf(params),
  query: formOf(query),
  body: formOf(body),
});

const freshPart = (node: FormNode | undefined) => node && freshDraft(node);

export const freshRequest = (form: RequestForm): RequestDraft => ({
  params: freshPart(form.params),
  query: freshPart(form.query),
  body: freshPart(form.body),
  json: undefined,
  file: undefined,
});

/** The examples of a form, where it has some. */
export function exampleRequest(form: RequestForm, draft: RequestDraft): RequestDraft | undefined {
  const examples = parts.filter((part) => form[part]?.example !== undefined);
  if (examples.length === 0) return undefined;
  const filled = examples.map((part) => {
    const node = form[part];
    return [part, node && draftOf(node, node.example)] as const;
  });
  return { ...draft, json: undefined, ...Object.fromEntries(filled) };
}

export interface ReadRequest {
  readonly request: ConsoleRequest;
  /** Of each part, by place; the one of a body that is written as JSON has the place "json". */
  readonly problems: Readonly<Record<Part, Problems>>;
  readonly isComplete: boolean;
}

/** What a draft would send, and what is wrong with it. Where the body is a file, there has to be one. */
export function readRequest(form: RequestForm, draft: RequestDraft, needsFile: boolean): ReadRequest {
  const problems = {
    params: new Map<string, ProblemKind>(),
    query: new Map<string, ProblemKind>(),
    body: new Map<string, ProblemKind>(),
  };
  const read = (part: Part) => {
    const node = form[part];
    return node && sentBy(node, draft[part], problems[part]);
  };
  const params = textsOf(read('params'));
  for (const [name, value] of Object.entries(params))
    if (value === '') problems.params.set(`/${name}`, 'missing');
  const query: Record<string, unknown> = { ...Object(read('query')) };
  const body = draft.json === undefined ? read('body') : parse(draft.json, problems.body);
  if (needsFile && draft.file === undefined) problems.body.set('file', 'missing');
  return {
    request: { params, query, body, file: draft.file },
    problems,
    isComplete: parts.every((part) => problems[part].size === 0),
  };
}

function parse(json: string, problems: Map<string, ProblemKind>): unknown {
  const { value, problem } = writtenJson(json);
  if (problem) problems.set('json', problem);
  return value;
}

const textsOf = (params: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ ...Object(params) }).map(([name, value]) => [name, String(value)]));

/** The body in letters; undefined without one. */
export const bodyText = ({ body }: Pick<ConsoleRequest, 'body'>): string | undefined =>
  body === undefined ? undefined : JSON.stringify(body, null, 2);

/** Where a request goes. What is not filled in yet is shown by its name. */
export function targetOf(path: string, { params, query }: Pick<ConsoleRequest, 'params' | 'query'>): string {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const isFilled = names.every((name) => (params[name] ?? '') !== '');
  const filled = isFilled
    ? fillPath(path, params)
    : path.replaceAll(/:(\w+)/g, (all, name: string) => (params[name] ? urlText(params[name]) : all));
  return `${filled}${queryString(query)}`;
}

/** Returns the form's draft for a body written as JSON; undefined when the form cannot express all of it. */
export function intoForm(node: FormNode, json: string): Draft | undefined {
  const problems = new Map<string, ProblemKind>();
  const value = parse(json, problems);
  if (problems.size > 0) return undefined;
  const draft = draftOf(node, value);
  const back = sentBy(node, draft, problems);
  return sorted(back) === sorted(value) ? draft : undefined;
}

/** JSON with the fields of each object in one order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';
