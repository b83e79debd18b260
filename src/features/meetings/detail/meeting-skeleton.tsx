import { Skeleton } from '@mantine/core';
import section from '../shared/section.module.css';
import classes from './meeting-content.module.css';

/** A placeholder in the shape of a meeting's content. */
export function MeetingSkeleton() {
  return (
    <div aria-hidden>
      <div className={`ui-before ${classes.navPlace}`}>
        <Skeleton height={20} width="min(34rem, 90%)" radius="xl" />
      </div>
      <div className={`ui-parts ${classes.columns}`}>
        <div className={classes.column}>
          <Block lines={['96%', '88%', '92%', '70%', '94%', '40%']} />
          <Block lines={['50%', '80%', '60%', '74%', '46%', '82%', '58%', '70%']} />
        </div>
        <div className={classes.column}>
          <Block lines={['90%', '70%', '84%']} />
          <Block lines={['60%', '70%', '52%']} />
        </div>
      </div>
    </div>
  );
}

function Block({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div className={`ui-card ${section.section}`}>
      <Skeleton height={18} width={130} radius="xl" mb={22} />
      {lines.map((width) => (
        <Skeleton key={width} height={12} width={width} radius="xl" mt={14} />
      ))}
    </div>
  );
}
