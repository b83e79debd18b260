/** Why a store cannot be used. */
export type StoreProblem =
  /** Someone else is writing, and is not finished in time. */
  | 'locked'
  | 'full'
  | 'read-only'
  | 'unreachable'
  /** It takes too long. */
  | 'slow'
  /** All its connections are taken. */
  | 'crowded'
  | 'failed';

/** A store could not do its work; it may be able to again at any moment. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly store: string;
  readonly problem: StoreProblem;
  /** Whether it may have been saved all the same. */
  readonly isUncertain: boolean;

  constructor(store: string, problem: StoreProblem, cause: unknown, isUncertain = false) {
    super(`the store ${store} is ${problem}`, { cause });
    this.store = store;
    this.problem = problem;
    this.isUncertain = isUncertain;
  }
}

/** Its message is one sentence for whoever starts the gateway. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew';

  constructor(store: string, version: number, known: number) {
    super(
      `The store ${store} was made by a newer dashboard (its tables are version ${version}, this one knows ${known}); start that one.`,
    );
  }
}
