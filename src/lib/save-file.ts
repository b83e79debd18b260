/** Passes a file to the browser, which saves it as a download. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference by then; the address must not keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
