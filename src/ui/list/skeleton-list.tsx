import { Skeleton } from '@mantine/core';
import classes from './link-list.module.css';

// Widths that differ a little look like words.
const widths = [72, 54, 63, 46];

/** Placeholder for a list whose entries are sentences rather than columns. */
export function SkeletonList() {
  return (
    <div className="ui-card" aria-hidden>
      {widths.map((width) => (
        <div key={width} className={classes.entry}>
          <Skeleton height={14} width={`${width}%`} radius="xl" my={4} />
          <Skeleton height={10} width="40%" radius="xl" my={8} />
        </div>
      ))}
    </div>
  );
}
