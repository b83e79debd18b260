const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Escapes text for a quoted HTML attribute. */
export const escapeAttribute = (text: string): string =>
  text.replace(/[&"'<>]/g, (character) => attributeEscapes[character] ?? '');
