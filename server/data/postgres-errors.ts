import { StoreFailure, type StoreProblem } from './store-failure.ts';

/** Of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html), by the beginning of the code. */
const problems: readonly (readonly [string, StoreProblem])[] = [
  ['40001', 'locked'],
  ['40P01', 'locked'],
  ['55P03', 'locked'],
  ['57014', 'slow'],
  ['25006', 'read-only'],
  ['53100', 'full'],
  ['53300', 'crowded'],
  ['53', 'failed'],
  ['08', 'unreachable'],
  ['57P', 'unreachable'],
  ['58', 'failed'],
  ['XX', 'failed'],
  ['28', 'failed'],
  ['3D000', 'failed'],
  ['25P0', 'slow'],
];

/** Of the network, and of the driver, which has no codes. */
const lost =
  /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)|Connection terminated|Client has encountered a connection error|not queryable|Client was closed/;
const late = /Query read timeout/;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What an error says of the database; undefined when it is about the statement. */
export function problemIn(error: unknown): StoreProblem | undefined {
  if (error instanceof StoreFailure) return error.problem;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  if (lost.test(code) || lost.test(message)) return 'unreachable';
  if (late.test(message)) return 'slow';
  return problems.find(([beginning]) => code.startsWith(beginning))?.[1];
}

/** Whether nothing of it was carried out, and it can be tried again at once. */
export const isPassing = (error: unknown): boolean =>
  ['40001', '40P01'].includes(codeOf(error)) || isOldPlan(error);

/** The tables were changed by a newer gateway since the statement was prepared. */
const isOldPlan = (error: unknown): boolean =>
  codeOf(error) === '0A000' && error instanceof Error && error.message.includes('cached plan');

/** Whether its connection is of no more use: it is lost or in the middle of something, or leads to a replica. */
export function endsConnection(error: unknown): boolean {
  const problem = problemIn(error);
  return (
    problem === 'unreachable' ||
    problem === 'read-only' ||
    isOldPlan(error) ||
    (problem === 'slow' && codeOf(error) !== '57014')
  );
}
