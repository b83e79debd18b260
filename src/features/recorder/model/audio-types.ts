/** The formats that Claritalk accepts, by file name extension; the first MIME type of each is the one that is sent. */
const types: Readonly<Record<string, readonly string[]>> = {
  aac: ['audio/aac', 'audio/x-aac', 'audio/aacp'],
  m4a: ['audio/mp4', 'audio/x-m4a', 'audio/m4a'],
  mp3: ['audio/mpeg', 'audio/mp3'],
  mp4: ['video/mp4'],
  ogg: ['audio/ogg', 'application/ogg', 'video/ogg'],
  wav: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
  webm: ['audio/webm', 'video/webm'],
};

export const audioExtensions: readonly string[] = Object.keys(types);

const withoutParameters = (mimeType: string): string =>
  (mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();

/** The file name extension for a MIME type with or without parameters; undefined for other formats. */
export function extensionOf(mimeType: string): string | undefined {
  const wanted = withoutParameters(mimeType);
  return audioExtensions.find((extension) => types[extension]?.includes(wanted));
}

/**
 * The MIME type of an existing file that Claritalk accepts, by its type or else by its name; undefined for other files.
 * Systems disagree about types, and some give none.
 */
export function audioTypeOf(file: { readonly name: string; readonly type: string }): string | undefined {
  if (extensionOf(file.type) !== undefined) return withoutParameters(file.type);
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  return types[extension]?.[0];
}
