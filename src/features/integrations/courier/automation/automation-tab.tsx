import { OfOrganisation } from '../of-organisation.tsx';
import { AnnouncersList } from './announcers-list.tsx';
import { OperationsPanel } from './operations-panel.tsx';

/** What Courier does automatically, and work on many channels at once. */
export const Component = () => (
  <OfOrganisation>
    {(organisation) => (
      <>
        <AnnouncersList key={organisation.id} organisation={organisation} />
        <OperationsPanel key={`${organisation.id} operations`} organisation={organisation} />
      </>
    )}
  </OfOrganisation>
);
