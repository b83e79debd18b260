const windowBytes = 64 * 1024;

/**
 * The bytes of a file, read a window at a time: whatever its size, memory holds one window, and nothing is read unless
 * needed. Reads reject with the browser's DOMException when the file was moved or changed.
 */
export class FileBytes {
  readonly blob: Blob;
  #start = 0;
  #window = new Uint8Array();

  constructor(blob: Blob) {
    this.blob = blob;
  }

  get size(): number {
    return this.blob.size;
  }

  /** Up to `length` bytes from `start`; fewer, or none, at the end of the file. They change with the next read. */
  async read(start: number, length: number): Promise<Uint8Array> {
    const end = Math.min(this.size, start + length);
    if (start >= end) return new Uint8Array();
    if (start < this.#start || end > this.#start + this.#window.length) {
      const until = Math.min(this.size, start + Math.max(length, windowBytes));
      this.#window = new Uint8Array(await this.blob.slice(start, until).arrayBuffer());
      this.#start = start;
    }
    return this.#window.subarray(start - this.#start, end - this.#start);
  }
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Bytes as Latin text, as tags of media files are written. */
export const tagAt = (bytes: Uint8Array, at: number, length = 4): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
