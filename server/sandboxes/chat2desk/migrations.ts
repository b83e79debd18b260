import type { Plan } from '../lib/database.ts';

/** Times are unix milliseconds. */
const company = `
CREATE TABLE company (
  id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, online INTEGER NOT NULL, custom_fields TEXT NOT NULL
) STRICT;
CREATE TABLE api_calls (month TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT;
CREATE TABLE channels (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL, transports TEXT NOT NULL, daily_limit INTEGER
) STRICT;
CREATE TABLE access_rights (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, permissions TEXT NOT NULL
) STRICT;
CREATE TABLE operators (
  id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL COLLATE NOCASE UNIQUE, phone TEXT,
  access_right_id INTEGER NOT NULL REFERENCES access_rights(id), status_id INTEGER NOT NULL, online INTEGER NOT NULL,
  avatar TEXT, first_name TEXT NOT NULL, last_name TEXT NOT NULL, external_id TEXT, last_visit INTEGER,
  disable_new_chats INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE operator_groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE operator_group_members (
  group_id INTEGER NOT NULL REFERENCES operator_groups(id), operator_id INTEGER NOT NULL REFERENCES operators(id),
  PRIMARY KEY (group_id, operator_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE operator_events (
  id INTEGER PRIMARY KEY, operator_id INTEGER NOT NULL, event TEXT NOT NULL, dialog_id INTEGER, created INTEGER NOT NULL
) STRICT;
CREATE INDEX operator_events_created ON operator_events(created);
`;

const conversations = `
CREATE TABLE clients (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, assigned_name TEXT, phone TEXT NOT NULL, client_phone TEXT,
  avatar TEXT, comment TEXT, region_id INTEGER, country_id INTEGER, external_id TEXT, external_ids TEXT NOT NULL,
  custom_fields TEXT NOT NULL, banned INTEGER NOT NULL DEFAULT 0, language TEXT NOT NULL, source TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL
) STRICT;
CREATE INDEX clients_phone ON clients(phone);
CREATE TABLE client_transports (
  client_id INTEGER NOT NULL REFERENCES clients(id), channel_id INTEGER NOT NULL REFERENCES channels(id),
  transport TEXT NOT NULL, PRIMARY KEY (client_id, channel_id, transport)
) STRICT, WITHOUT ROWID;
CREATE TABLE dialogs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, client_id INTEGER NOT NULL REFERENCES clients(id), channel_id INTEGER NOT NULL,
  transport TEXT NOT NULL, operator_id INTEGER, state TEXT NOT NULL, begun INTEGER NOT NULL, ended INTEGER
) STRICT;
CREATE INDEX dialogs_client ON dialogs(client_id, channel_id);
CREATE INDEX dialogs_operator ON dialogs(operator_id, state);
CREATE TABLE requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT, dialog_id INTEGER NOT NULL REFERENCES dialogs(id), client_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL, transport TEXT NOT NULL, operator_id INTEGER, starter TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, closed INTEGER, start_message_id INTEGER, end_message_id INTEGER
) STRICT;
CREATE INDEX requests_dialog ON requests(dialog_id);
CREATE INDEX requests_client ON requests(client_id);
CREATE INDEX requests_created ON requests(created);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, text TEXT, transport TEXT NOT NULL,
  client_id INTEGER NOT NULL REFERENCES clients(id), operator_id INTEGER, dialog_id INTEGER NOT NULL REFERENCES dialogs(id),
  channel_id INTEGER NOT NULL, request_id INTEGER NOT NULL REFERENCES requests(id), created INTEGER NOT NULL,
  read INTEGER NOT NULL, is_new INTEGER NOT NULL, gateway_status TEXT, attachments TEXT NOT NULL,
  coordinates TEXT, extra_data TEXT NOT NULL, content TEXT, ai_tips TEXT
) STRICT;
CREATE INDEX messages_dialog ON messages(dialog_id, id);
CREATE INDEX messages_client ON messages(client_id, id);
CREATE INDEX messages_request ON messages(request_id);
CREATE INDEX messages_created ON messages(created);
CREATE INDEX messages_waiting ON messages(gateway_status) WHERE gateway_status IN ('pending', 'scheduled');
CREATE TABLE ratings (
  id INTEGER PRIMARY KEY, request_id INTEGER NOT NULL REFERENCES requests(id), score INTEGER NOT NULL, text TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE web_clicks (
  message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE, client_id INTEGER NOT NULL, url TEXT NOT NULL,
  source TEXT NOT NULL, campaign TEXT, created INTEGER NOT NULL
) STRICT;
`;

const aids = `
CREATE TABLE tag_groups (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, order_show INTEGER NOT NULL, display INTEGER NOT NULL
) STRICT;
CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER NOT NULL REFERENCES tag_groups(id), label TEXT NOT NULL,
  description TEXT, bg_color TEXT, text_color TEXT, order_show INTEGER NOT NULL
) STRICT;
CREATE VIEW tags_with_groups AS
  SELECT t.*, g.name AS group_name FROM tags t JOIN tag_groups g ON g.id = t.group_id;
CREATE TABLE client_tags (
  client_id INTEGER NOT NULL REFERENCES clients(id), tag_id INTEGER NOT NULL REFERENCES tags(id),
  PRIMARY KEY (client_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_tags_tag ON client_tags(tag_id);
CREATE TABLE request_tags (
  request_id INTEGER NOT NULL REFERENCES requests(id), tag_id INTEGER NOT NULL REFERENCES tags(id),
  PRIMARY KEY (request_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE tickets (
  id INTEGER PRIMARY KEY AUTOINCREMENT, summary TEXT NOT NULL, description TEXT NOT NULL, status INTEGER NOT NULL,
  priority INTEGER NOT NULL, deadline INTEGER, assignee_id INTEGER, updater_id INTEGER, reporter_id INTEGER,
  created INTEGER NOT NULL, updated INTEGER NOT NULL
) STRICT;
CREATE TABLE ticket_requests (
  ticket_id INTEGER NOT NULL REFERENCES tickets(id) ON DELETE CASCADE,
  request_id INTEGER NOT NULL REFERENCES requests(id), PRIMARY KEY (ticket_id, request_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE template_groups (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT;
CREATE TABLE templates (
  id INTEGER PRIMARY KEY AUTOINCREMENT, shortcut TEXT, text TEXT, name TEXT NOT NULL, file TEXT,
  group_id INTEGER REFERENCES template_groups(id) ON DELETE SET NULL, user_id INTEGER REFERENCES operators(id),
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE menu_items (
  id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES menu_items(id), channel_id INTEGER NOT NULL REFERENCES channels(id),
  position INTEGER NOT NULL, level INTEGER NOT NULL, name TEXT NOT NULL, command TEXT NOT NULL, text TEXT NOT NULL, url TEXT
) STRICT;
CREATE TABLE sent_menu_items (
  id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients(id),
  menu_item_id INTEGER NOT NULL REFERENCES menu_items(id), created INTEGER NOT NULL
) STRICT;
CREATE INDEX sent_menu_items_client ON sent_menu_items(client_id, created);
CREATE TABLE webhooks (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, url TEXT NOT NULL, events TEXT NOT NULL, channels TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'enable', errors TEXT NOT NULL DEFAULT '[]', failing_since INTEGER
) STRICT;
`;

/** Never edit a migration that was released. */
export const plan: Plan = {
  file: 'chat2desk.sqlite',
  migrations: [[company, conversations, aids].join('\n')],
};
