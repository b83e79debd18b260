import { rememberedSystems } from '#src/api/gateway/connected-systems.ts';
import { reachesClients } from '../shared/reaches-clients.ts';

/**
 * Room for the buttons that a to-do will have, as far as was known when someone last looked, so that nothing moves when they
 * come. A to-do that is done has none.
 */
export const RoomForFollowUp = ({ todo }: { readonly todo: { readonly done: boolean } }) =>
  !todo.done &&
  reachesClients(rememberedSystems.get()) && <div className="ui-row ui-tight ui-later" data-screen />;
