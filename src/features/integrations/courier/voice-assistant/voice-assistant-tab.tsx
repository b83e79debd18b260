import { OfOrganisation } from '../of-organisation.tsx';
import { RemindersPanel } from './reminders-panel.tsx';
import { SpeechPanel } from './speech-panel.tsx';
import { SubscriptionsPanel } from './subscriptions-panel.tsx';

/** What the voice assistant says: to someone at a time, of an event, and how a text sounds. */
export const Component = () => (
  <div className="ui-parts ui-narrow">
    <RemindersPanel />
    <OfOrganisation>
      {(organisation) => <SubscriptionsPanel key={organisation.id} organisation={organisation} />}
    </OfOrganisation>
    <SpeechPanel />
  </div>
);
