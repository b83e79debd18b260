import type { StoredRecording } from '../model/recording.ts';
import type { BookmarkClips, BookmarkClipsOptions } from './bookmark-clips.ts';
import { lazyModules } from './lazy-modules.ts';

/** The sound around bookmarks; its code is loaded when it is first needed, and again if it did not arrive. */
export class LazyClips {
  readonly #options: BookmarkClipsOptions;
  #loading: Promise<BookmarkClips> | undefined;

  constructor(options: BookmarkClipsOptions) {
    this.#options = options;
  }

  with(work: (clips: BookmarkClips) => void): void {
    void this.#load().then(work, () => undefined);
  }

  /** Whether a recording has to wait for it; not where its code does not arrive. */
  isPending(recording: StoredRecording): Promise<boolean> {
    return this.#load().then(
      (clips) => clips.isPending(recording),
      () => false,
    );
  }

  #load(): Promise<BookmarkClips> {
    this.#loading ??= lazyModules.bookmarkClips().then(
      (loaded) => new loaded.BookmarkClips(this.#options),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }
}
