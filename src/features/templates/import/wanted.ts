import type { CsvProblem } from '../file/question-csv.ts';
import type { FileType } from '../file/template-file.ts';

/** What someone wants to import. */
export interface Wanted {
  /** Of the file or the pack. */
  readonly name: string;
  readonly types: readonly FileType[];
  readonly problems: readonly CsvProblem[];
}
