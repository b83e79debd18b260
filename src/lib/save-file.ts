/** Hands a file to the browser, which puts it where downloads go. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken its reference by then; the address itself must not keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
