import type { MeetingType, Theme } from '#src/api/claritalk/templates.ts';
import { noType, type TemplatesAddress } from '../shared/address.ts';

/** The type of a theme as the columns have it: {@link noType} when it is unknown or gone. */
export function typeOf(theme: Theme, types: readonly MeetingType[]): number {
  return types.some(({ id }) => id === theme.typeId) ? (theme.typeId ?? noType) : noType;
}

/** The themes of a type, or those whose type is gone. */
export const themesOf = (
  typeId: number,
  types: readonly MeetingType[],
  themes: readonly Theme[],
): readonly Theme[] => themes.filter((theme) => typeOf(theme, types) === typeId);

/**
 * Which type the columns show: that of the theme in the address, else the one in the address, else the default,
 * else the first. Undefined when there is none.
 */
export function effectiveType(
  { type, theme }: Pick<TemplatesAddress, 'type' | 'theme'>,
  types: readonly MeetingType[],
  themes: readonly Theme[],
): number | undefined {
  const named = theme === undefined ? undefined : themes.find(({ id }) => id === theme);
  if (named) return typeOf(named, types);
  if (type === noType && themesOf(noType, types, themes).length > 0) return noType;
  const known = types.find(({ id }) => id === type) ?? types.find(({ isDefault }) => isDefault) ?? types[0];
  return known?.id;
}
