import type { ConsoleAnswer, ConsoleRun } from '#src/api/gateway/console-run.ts';
import type { RequestDraft } from './model/request.ts';

/** What someone did with an operation on this page. */
interface OperationMemory {
  readonly draft?: RequestDraft | undefined;
  readonly answer?: ConsoleAnswer | undefined;
  /** A request whose outcome is not known. */
  readonly unsure?: ConsoleRun | undefined;
}

/** Keeps what was typed and returned while another operation is shown; in memory, as long as the page is open. */
export class ConsoleMemory {
  readonly #operations = new Map<string, OperationMemory>();

  of(operation: string): OperationMemory {
    return this.#operations.get(operation) ?? {};
  }

  keep(operation: string, change: OperationMemory): void {
    this.#operations.set(operation, { ...this.of(operation), ...change });
  }
}
