/** Who has a conversation, and the status of its messages. */
import * as dialogs from '#contract/chat2desk/dialogs.ts';
import { deliveryStatuses } from '#contract/chat2desk/enumerations.ts';
import * as contract from '#contract/chat2desk/messages.ts';
import { assign, closeDialog, reopenDialog, setDelivery } from '../conversations.ts';
import { done, handle, success } from '../handler.ts';
import type { Services } from '../services.ts';
import { type DialogRow, findDialog } from '../store/dialogs.ts';
import { messageInPath } from '../store/messages.ts';
import { findOperator, freeOperatorOf } from '../store/operators.ts';
import { badRequest, notFound, problem } from '../web/errors.ts';

/** Unless forced, only someone who is online and accepts new chats gets one. */
function transfer(services: Services, dialog: DialogRow, operatorId: string | number, force: boolean): void {
  const operator = findOperator(services.database, operatorId);
  if (!operator) {
    throw badRequest({ operator_id: [problem(`Operator ${operatorId} not found.`)] });
  }
  if (!force && (operator.online === 0 || operator.disable_new_chats === 1)) {
    throw badRequest([problem(`Could not transfer to operator ${operatorId}.`)]);
  }
  assign(services, dialog, operator.id);
}

function dialogOf({ database }: Services, messageId: string): DialogRow {
  const dialog = findDialog(database, messageInPath(database, messageId).dialog_id);
  if (!dialog) throw new Error('a message has a dialog');
  return dialog;
}

const isForced = (value: unknown) => String(value ?? true) !== 'false';

const transferMessage = handle(contract.transferMessage, ({ services, params, query }) => {
  transfer(services, dialogOf(services, params.id), query.operator_id, isForced(query.force_assign));
  return success([]);
});

const transferMessageToGroup = handle(contract.transferMessageToGroup, ({ services, params, query }) => {
  const { database } = services;
  const dialog = dialogOf(services, params.id);
  const groupId = Number(query.group_id);
  if (!database.get('SELECT 1 FROM operator_groups WHERE id = ?', groupId)) {
    throw notFound(`Operator Group #${groupId} not found`);
  }
  const operator =
    freeOperatorOf(database, groupId) ?? (isForced(query.force_assign) && firstOf(services, groupId));
  if (!operator) throw badRequest([problem('No available operator found!')]);
  assign(services, dialog, operator.id);
  return success({ assignee: { id: operator.id, email: operator.email } });
});

/** If forced, someone who is away gets it. */
function firstOf({ database }: Services, groupId: number) {
  const row = database.get<{ id: number }>(
    'SELECT min(operator_id) AS id FROM operator_group_members WHERE group_id = ? HAVING id IS NOT NULL',
    groupId,
  );
  return row && findOperator(database, row.id);
}

const setMessageStatus = handle(contract.setMessageStatus, ({ services, params }) => {
  const message = messageInPath(services.database, params.id);
  if (message.transport !== 'external' || message.type === 'from_client') {
    throw badRequest([problem('Only for outgoing messages of an external channel.', 'unsupported_value')]);
  }
  setDelivery(services, message.id, deliveryStatuses[params.status]);
  return done;
});

const updateDialog = handle(dialogs.updateDialog, ({ services, params, body }) => {
  const { database } = services;
  const dialog = findDialog(database, params.id);
  if (!dialog) throw notFound(`Dialog #${params.id} not found`);
  if (body.initiator_id !== undefined && !findOperator(database, body.initiator_id)) {
    throw badRequest({ initiator_id: [problem(`Operator ${body.initiator_id} not found.`)] });
  }
  if (body.operator_id !== undefined) {
    transfer(services, dialog, body.operator_id, isForced(body.force_assign));
  }
  const changed = findDialog(database, dialog.id) ?? dialog;
  if (body.state === 'closed') closeDialog(services, changed);
  if (body.state === 'open') reopenDialog(services, changed);
  return done;
});

export const transferHandlers = [transferMessage, transferMessageToGroup, setMessageStatus, updateDialog];
