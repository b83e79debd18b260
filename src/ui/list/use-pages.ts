import { useState } from 'react';
import { pageOf, usualPageSize } from './page-of.ts';

/** Pages through rows that are all known; the page is kept as long as the component is mounted. */
export function usePages<Row>(rows: readonly Row[], pageSize = usualPageSize) {
  const [wanted, go] = useState(1);
  return { ...pageOf(rows, wanted, pageSize), go };
}
