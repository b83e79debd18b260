import type { Template, TemplateFields } from '#src/api/chat2desk/templates.ts';

/** What is typed about a template. */
export interface TemplateForm {
  readonly name: string;
  readonly shortcut: string;
  readonly text: string;
  readonly file: string;
  /** `group:<id>`, `operator:<id>`, or empty for everyone without a category. */
  readonly of: string;
}

export const blankTemplate: TemplateForm = { name: '', shortcut: '', text: '', file: '', of: '' };

export const formOf = ({ name, shortcut, text, file = '', group, operator }: Template): TemplateForm => ({
  name,
  shortcut,
  text,
  file,
  of: operator !== undefined ? `operator:${operator}` : group !== undefined ? `group:${group}` : '',
});

/** As long as Chat2Desk accepts. */
export const longest = { name: 60, shortcut: 64, text: 8_000 } as const;

/** Whether an address can be reached by Chat2Desk; empty is none. */
export const isFile = (file: string): boolean => file === '' || /^https?:\/\/\S+$/i.test(file.trim());

/** Fields that cannot be sent as they are. */
export function problemsOf({ name, text, file }: TemplateForm): readonly (keyof TemplateForm)[] {
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(text.trim() === '' && file.trim() === '' ? (['text'] as const) : []),
    ...(isFile(file) ? [] : (['file'] as const)),
  ];
}

function ownerOf(of: string): TemplateFields['of'] {
  const [kind, id] = of.split(':');
  if (kind === 'group') return { group: Number(id) };
  return kind === 'operator' ? { operator: Number(id) } : 'all';
}

/** What differs from how it was. Nothing else is sent, so that what others changed in the meantime stays. */
export function changesOf(before: TemplateForm, now: TemplateForm): Partial<TemplateFields> {
  const [name, file] = [now.name.trim(), now.file.trim()];
  const shortcut = now.shortcut.trim().replace(/^\/+/, '');
  return {
    ...(name === before.name ? {} : { name }),
    ...(shortcut === before.shortcut ? {} : { shortcut }),
    ...(now.text === before.text ? {} : { text: now.text }),
    ...(file === before.file ? {} : { file }),
    ...(now.of === before.of ? {} : { of: ownerOf(now.of) }),
  };
}
