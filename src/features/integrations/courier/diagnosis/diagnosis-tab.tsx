import { ObservingPanel } from './observing-panel.tsx';
import { PurgePanel } from './purge-panel.tsx';
import { RecountPanel } from './recount-panel.tsx';
import { ReplicatorsPanel } from './replicators-panel.tsx';

/** What keeps Courier going, a look at what someone does there, and deleting all that it knows of someone. */
export const Component = () => (
  <div className="ui-parts ui-narrow">
    <ObservingPanel />
    <ReplicatorsPanel />
    <RecountPanel />
    <PurgePanel />
  </div>
);
