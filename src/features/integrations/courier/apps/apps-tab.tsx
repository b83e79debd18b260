import { CredentialsList } from './credentials-list.tsx';
import { DevicesPanel } from './devices-panel.tsx';

/** What apps prove themselves with to bring notifications, and the devices that these are on. */
export const Component = () => (
  <div className="ui-parts">
    <CredentialsList />
    <DevicesPanel />
  </div>
);
