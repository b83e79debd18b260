import type { ClientFields } from '#src/api/chat2desk/change-client.ts';
import type { ClientCard, ClientField } from '#src/api/chat2desk/clients.ts';

/** A value as text; what has no text is not shown. */
export const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** What can be typed about a client. */
export const formOf = (card: ClientCard, ownFields: readonly ClientField[]): ClientFields => ({
  name: card.assignedName ?? '',
  phone: card.phone ?? '',
  relation: card.relation ?? '',
  own: Object.fromEntries(ownFields.map(({ id }) => [String(id), shown(card.own[id])])),
});

/** What differs from how it was, trimmed. Nothing else is sent, so that what others changed in the meantime stays. */
export function changesOf(before: ClientFields, form: ClientFields): Partial<ClientFields> {
  const own = Object.entries(form.own).flatMap(([id, value]) =>
    value.trim() === before.own[id] ? [] : [[id, value.trim()] as const],
  );
  const texts = (['name', 'phone', 'relation'] as const).flatMap((field) =>
    form[field].trim() === before[field] ? [] : [[field, form[field].trim()] as const],
  );
  return { ...Object.fromEntries(texts), ...(own.length === 0 ? {} : { own: Object.fromEntries(own) }) };
}
