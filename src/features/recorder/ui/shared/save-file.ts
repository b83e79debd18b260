/** Where a file for the person goes while it is written. */
export interface FileTarget {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Forgets what was written, to begin again. */
  restart(): Promise<void>;
  /** Nothing more comes. */
  done(): Promise<void>;
  /** Nothing shall be left. */
  abort(): Promise<void>;
}

interface FilePicker {
  showSaveFilePicker?(options: { readonly suggestedName: string }): Promise<FileSystemFileHandle>;
}

declare global {
  interface Window extends FilePicker {}
}

/** Up to here, a day of recording, the browser collects the file itself; more is written where the person chooses. */
const gatherLimitBytes = 400 * 1024 * 1024;
/** Long enough for the browser to have taken the file over. */
const urlLifetimeMs = 60_000;

/**
 * Opens a file of that name and about that many bytes for writing. Undefined when the person cancels choosing a place.
 */
export async function openTarget(
  name: string,
  mimeType: string,
  bytes: number,
  page: FilePicker = window,
): Promise<FileTarget | undefined> {
  if (bytes <= gatherLimitBytes || !page.showSaveFilePicker) return gatheringTarget(name, mimeType);
  try {
    const handle = await page.showSaveFilePicker({ suggestedName: name });
    return writingTarget(await handle.createWritable());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    return gatheringTarget(name, mimeType);
  }
}

function gatheringTarget(name: string, mimeType: string): FileTarget {
  let pieces: Blob[] = [];
  const forget = async () => {
    pieces = [];
  };
  return {
    // A blob each, so that the browser can put them on disk.
    async write(piece) {
      pieces.push(new Blob([piece]));
    },
    restart: forget,
    async done() {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(pieces, { type: mimeType }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), urlLifetimeMs);
    },
    abort: forget,
  };
}

function writingTarget(file: FileSystemWritableFileStream): FileTarget {
  return {
    write: (piece) => file.write(piece),
    async restart() {
      await file.truncate(0);
      await file.seek(0);
    },
    done: () => file.close(),
    abort: () => file.abort(),
  };
}
