import type * as v from 'valibot';
import type * as shape from '#contract/chat2desk/shapes.ts';
import { emailKey, isEmail } from '#contract/email.ts';
import { idOf } from './wire.ts';

/** A client as far as an inbox knows them. */
export interface Client {
  readonly id: number;
  readonly name: string;
  /** As `emailKey` has them. */
  readonly emails: readonly string[];
  /** Digits. */
  readonly phones: readonly string[];
  /** Ids in the company's CRM. */
  readonly relations: readonly string[];
}

type WireClient = v.InferOutput<typeof shape.client>;

const wordOf = (value: string | number | null | undefined): string => String(value ?? '').trim();

/** Messengers write an id where others have a number: `[tg] 734937551`. */
const isPhone = (text: string) => /^\+?[\d ()./-]{6,24}$/.test(text);

export function clientOf(wire: WireClient): Client | undefined {
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const known = [wordOf(wire.phone), wordOf(wire.client_phone)];
  const relations = [wordOf(wire.external_id), wordOf(wire.client_external_id)];
  // Clients of a messenger have their address in a field of the company's own.
  const own = Object.values(wire.custom_fields ?? {}).filter((value) => typeof value === 'string');
  const emails = [...known, ...own.map(wordOf)].filter(isEmail).map(emailKey);
  const phones = known.filter(isPhone).map((phone) => phone.replace(/\D/g, ''));
  const [shown = String(id)] = [wordOf(wire.assigned_name), wordOf(wire.name), ...known].filter(Boolean);
  return { id, name: shown, emails, phones, relations: relations.filter(Boolean) };
}
