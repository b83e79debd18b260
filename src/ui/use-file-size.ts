import { useFormatter } from 'use-intl';

/** Bytes as people read them: `812 kB`, `14.9 MB`. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) =>
    bytes < 1e6
      ? format.number(Math.ceil(bytes / 1e3), { style: 'unit', unit: 'kilobyte' })
      : format.number(bytes / 1e6, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
}
