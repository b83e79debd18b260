import * as replies from '#contract/courier/replies.ts';
import type { Definition } from '../definition.ts';
import { type Area, handle } from './area.ts';
import { switched } from './switched.ts';

const milliseconds = (time: unknown) => (typeof time === 'string' ? Date.parse(time) : 0);

const responders: Definition = {
  type: 'messaging-responders',
  fresh: () => ({ enabled: true, args: {} }),
  sorts: {
    'created-at': ({ fields }) => milliseconds(fields['created-at']),
    'start-at': ({ fields }) => milliseconds(fields['start-at']),
    'end-at': ({ fields }) => milliseconds(fields['end-at']),
  },
};

export const responderArea: Area = {
  definitions: [responders],
  handlers: [
    handle(replies.disableMessagingResponder, switched(responders, false)),
    handle(replies.enableMessagingResponder, switched(responders, true)),
  ],
};
