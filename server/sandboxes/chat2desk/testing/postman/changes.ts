/** What becomes a variable in the documentation's requests, or cannot be sent as printed. */

export interface Change {
  /** Texts in the address and in the body, and their replacements. */
  readonly url?: readonly (readonly [string, string])[];
  readonly body?: readonly (readonly [string, string])[];
  /** A whole body, where none is shown, or the one shown is not a request. */
  readonly instead?: string;
}

export const everywhere: readonly (readonly [string, string])[] = [
  ['https://api.chat2desk.com', '{{url}}'],
  ['17340089', '{{client}}'],
  ['673282519', '{{client}}'],
  ['1312913968', '{{message}}'],
  ['messages/1/', 'messages/{{message}}/'],
  ['165505634', '{{request}}'],
  ['18498876', '{{dialog}}'],
  ['103429', '{{tag}}'],
  ['103430', '{{otherTag}}'],
];

const operator: readonly [string, string] = [':id', '{{operator}}'];
const ticketInPath: readonly [string, string] = ['<id>', '{{ticket}}'];
/** Both are printed, with the note that they exclude each other. */
const noUser: readonly [string, string] = ['"group_id": 1,\n    "user_id": 1', '"group_id": 1'];

/** By area, method and name. */
export const changes: Readonly<Record<string, Change>> = {
  'Clients: POST clients': {
    instead: '{ "phone": "{{phone}}", "transport": "whatsapp", "channel_id": {{channel}} }',
  },
  'Messages & requests: GET messages/<id>/transfer': {
    url: [['operator_id=100', 'operator_id={{operator}}']],
  },
  'Messages & requests: GET transfer_to_group': { url: [['group_id=1', 'group_id={{group}}']] },
  // The printed one describes a button; this is the first of the samples.
  'Messages & requests: POST messages': {
    url: [['/v1/messages', '/v1/messages?text=Hello, developer (with buttons)&client_id={{client}}']],
    instead:
      '{ "keyboard": { "buttons": [{ "type": "reply", "text": "Site button", "color": "blue" }, { "type": "url", "text": "Link", "color": "blue", "url": "https://www.google.com" }] } }',
  },
  'Messages & requests: POST messages/inbox': {
    body: [
      ['"id": "123abc" or "phone": 19110001122', '"id": "123abc"'],
      ['"channel_id": "1"', '"channel_id": "{{externalChannel}}"'],
      ['"avatar": "direct url"', '"avatar": "https://example.org/avatar.png"'],
    ],
  },
  'Messages & requests: POST messages/import': {
    body: [
      ['44413', '{{client}}'],
      ['"433"', '"{{channel}}"'],
      ['"vk"', '"whatsapp"'],
      ['234567', '{{operator}}'],
    ],
  },
  'Messages & requests: PUT messages': {
    url: [
      ['<message_id>', '{{externalMessage}}'],
      ['<status>', '6'],
    ],
  },
  'Dialogs: PUT dialogs/<id>': {
    body: [
      ['221063', '{{operator}}'],
      ['"initiator_id": 2', '"initiator_id": {{operator}}'],
    ],
  },
  'Webhooks: GET webhooks/<id>': { url: [['5518', '{{webhook}}']] },
  'Webhooks: POST webhooks': {
    body: [
      ['1123', '{{channel}}'],
      ['5813', '{{externalChannel}}'],
    ],
  },
  'Webhooks: PUT webhooks/<id>': { url: [['222421', '{{webhook}}']] },
  'Webhooks: DELETE webhooks/<id>': { url: [['{id}', '{{webhook}}']] },
  'Operators & Access rights: POST operators': {
    url: [
      [
        'email=&access_rights_id&first_name&last_name&status_id=',
        'email=example@mail.com&access_rights_id={{rights}}&first_name=Jane&last_name=Doe&status_id=1',
      ],
    ],
  },
  'Operators & Access rights: PUT operators/<id>': { url: [operator] },
  'Operators & Access rights: GET access rights/<id>': { url: [[':id', '{{rights}}']] },
  'Tags: POST tags': { body: [['"tag_group_id": 1', '"tag_group_id": {{tagGroup}}']] },
  'Tickets: GET tickets/<id>': { url: [['tickets/2', 'tickets/{{ticket}}']] },
  // Its deadline has passed; that of the sample has not.
  'Tickets: POST tickets': {
    body: [
      ['110889', '{{operator}}'],
      ['197136', '{{operator}}'],
      ['2005-07-19T12:00:00Z', '2095-07-19T12:00:00Z'],
      ['"49284",\n        "443556"', '"{{request}}"'],
    ],
  },
  'Tickets: PUT tickets/<id>': {
    url: [ticketInPath],
    body: [
      ['443556', '{{operator}}'],
      ['2005-07-19T12:00:00Z', '2095-07-19T12:00:00Z'],
      ['"1123",\n        "5813",\n        "2134"', '"{{request}}"'],
    ],
  },
  'Tickets: DELETE tickets/<id>': { url: [['tickets/2', 'tickets/{{ticket}}']] },
  'Templates: POST templates': { body: [noUser] },
  'Templates: PUT templates/<id>': { body: [noUser] },
  'Templates: DELETE templates_groups/<id>': { url: [['15', '{{templateGroup}}']] },
  'Self-service menu: GET scenarios': { body: [['44413', '{{channel}}']] },
  'Self-service menu: POST scenarios': { body: [['179617', '{{menuItem}}']] },
};
