/**
 * The bytes of a file that belongs to the application, such as a font.
 *
 * @throws TypeError when it does not arrive.
 */
export async function fetchAsset(url: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new TypeError(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
