import { fieldAt } from '../../fields.ts';
import type { Inbox } from '../inbox.ts';
import { idOf } from '../wire.ts';

/** A write of someone here, as it was asked for. */
export interface OwnWrite {
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A write without its words: what has to be known to read again what it may have changed. */
export const withoutWords = ({ operation, params, body }: OwnWrite): OwnWrite => ({
  operation,
  params,
  body: {
    client_id: fieldAt(body, 'client_id'),
    tag_ids: fieldAt(body, 'tag_ids'),
    data: { attributes: { 'channel-id': fieldAt(body, 'data.attributes.channel-id') } },
  },
});

type Change = (inbox: Inbox, write: OwnWrite) => void;

const ofDialog: Change = (inbox, { params }) => inbox.changed('dialog', idOf(params.id));

/** What is done to a message is about the conversation that it is the last one of. */
const ofMessage: Change = (inbox, { params }) => {
  const id = idOf(params.id);
  for (const dialog of inbox.known()) if (dialog.last?.id === id) inbox.changed('dialog', dialog.id);
};

const ofClient: Change = (inbox, { body }) => {
  const client = idOf(fieldAt(body, 'client_id'));
  for (const dialog of inbox.known()) if (dialog.client === client) inbox.changed('dialog', dialog.id);
};

const ofCompany: Change = (inbox) => inbox.aroundChanged();

const changes: Readonly<Record<string, Change>> = {
  updateDialog: ofDialog,
  transferMessage: ofMessage,
  transferMessageToGroup: ofMessage,
  markMessageRead: ofMessage,
  markMessageUnread: ofMessage,
  sendMessage: ofClient,
  sendMenuItem: ofClient,
  closeRequest: ofClient,
  updateClient: (inbox, { params }) => inbox.changed('client', idOf(params.id)),
  createTag: ofCompany,
  createOperator: ofCompany,
  updateOperator: ofCompany,
  assignTags: (inbox, { body }) => {
    for (const tag of [fieldAt(body, 'tag_ids') ?? []].flat()) inbox.tagged.forget(idOf(tag));
  },
  removeTag: (inbox, { params }) => inbox.tagged.forget(idOf(params.id)),
};

/**
 * What someone here has changed, or may have, is read again when someone asks: the system reports it later, or nowhere.
 */
export function noteWrite(inbox: Inbox, write: OwnWrite): void {
  changes[write.operation]?.(inbox, write);
}
