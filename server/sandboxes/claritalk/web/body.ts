import type { Operation } from '#contract/operation.ts';
import { badRequest } from '../../lib/errors.ts';

function parseJson(bytes: Buffer, contentType: string): unknown {
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw badRequest('The Content-Type must be application/json.');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badRequest('The body is not valid JSON.');
  }
}

/** A file part of a multipart body. */
export interface UploadedFile {
  readonly bytes: Buffer;
  readonly type: string;
}

export interface ParsedBody {
  /** JSON value, or the text fields of a form. */
  readonly value: unknown;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

async function parseMultipart(bytes: Buffer, contentType: string): Promise<ParsedBody> {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) {
    throw badRequest('The Content-Type must be multipart/form-data.');
  }
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw badRequest('The body is not valid multipart/form-data.');
    });
  const fields = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  for (const [name, value] of form) {
    if (fields.has(name) || files.has(name)) throw badRequest(`The field ${name} was sent more than once.`);
    if (typeof value === 'string') fields.set(name, value);
    else files.set(name, { bytes: Buffer.from(await value.arrayBuffer()), type: value.type });
  }
  return { value: Object.fromEntries(fields), files };
}

const noFiles: ReadonlyMap<string, UploadedFile> = new Map();

/** Parses the body of an operation by its kind. @throws ApiError 400 when it is malformed. */
export async function parseBody(
  operation: Operation,
  bytes: Buffer,
  contentType: string,
): Promise<ParsedBody> {
  switch (operation.bodyKind) {
    case 'json':
      return { value: parseJson(bytes, contentType), files: noFiles };
    case 'multipart':
      return parseMultipart(bytes, contentType);
    default:
      if (bytes.length > 0) throw badRequest('This call takes no body.');
      return { value: undefined, files: noFiles };
  }
}
