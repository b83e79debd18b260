/** The workspace: its users are the people of the firm; its folders. */
import { sameEmail } from '#contract/email.ts';
import { addressOf } from '../firm/addresses.ts';
import { organisations, users } from '../firm/people.ts';

export const workspace = { id: 'ws-sandbox', name: organisations[0].name };

export interface WorkspaceUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

const members: readonly WorkspaceUser[] = users.map((user, at) => ({
  id: `user-${String(at + 1)}`,
  name: user.name,
  email: addressOf(user),
}));

export const userBy = (email: string): WorkspaceUser | undefined =>
  members.find((member) => sameEmail(member.email, email));

export interface Folder {
  readonly id: string;
  readonly name: string;
  /** Of what is in it no webhook is told. */
  readonly isPrivate: boolean;
}

const folders: readonly Folder[] = [
  { id: 'channel-clients', name: 'Client meetings', isPrivate: false },
  { id: 'channel-training', name: 'Training', isPrivate: false },
  { id: 'channel-partners', name: 'Partners only', isPrivate: true },
];

export const folderBy = (id: string | null | undefined): Folder | undefined =>
  folders.find((folder) => folder.id === id);

/** The CRM that the workspace is connected to; deals of others cannot be linked. */
export const crm = 'hubspot';
