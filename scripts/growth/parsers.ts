import type { Parser } from './parser.ts';
import { documentParsers } from './parsers/documents.ts';
import { gatewayParsers } from './parsers/gateway.ts';
import { listParsers } from './parsers/lists.ts';
import { mediaParsers } from './parsers/media.ts';
import { textParsers } from './parsers/texts.ts';

/** Every parser of foreign text. A new one gets a row in one of these tables. */
export const parsers: readonly Parser[] = [
  ...textParsers,
  ...listParsers,
  ...documentParsers,
  ...gatewayParsers,
  ...mediaParsers,
];
