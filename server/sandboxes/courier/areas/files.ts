import { openAsBlob, writeFileSync } from 'node:fs';
import * as attachments from '#contract/courier/attachments.ts';
import * as broadcasts from '#contract/courier/broadcasts.ts';
import * as emails from '#contract/courier/emails.ts';
import { maxAttachmentBytes } from '#contract/courier/requests.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { makePrivateFolder, privateFileMode } from '../../../data/private-files.ts';
import { readBody } from '../../lib/read-body.ts';
import type { RowHandler } from '../../lib/row-handler.ts';
import type { Definition } from '../definition.ts';
import { type Call, found, make, one, queryOf, sentOf } from '../resources.ts';
import { fileIn, ofBroadcasts, ofEmails, ofMessages } from '../store/files.ts';
import { checkFields } from '../store/references.ts';
import type { Entity } from '../store/store.ts';
import { forbidden, missing, notNow, Refusal } from '../web/errors.ts';
import type { World } from '../world.ts';
import type { Area } from './area.ts';

/** What a form has besides its file. */
const formBytes = 64 * 1024;

const targetOf = ({ id, type, fields }: Entity, address: string) => ({
  id,
  'upload-url': `${address}/uploads/${type}/${id}/`,
  'upload-data': {
    key: `${type}/${id}`,
    'Content-Type': fields['content-type'],
    signature: fields.signature,
  },
  'expiration-time': Math.floor(Date.parse(String(fields.expires)) / 1000),
});

/**
 * Reads the form: the fields from the response, then the file. @throws Refusal 403 when the address is no longer valid.
 */
async function take(call: Call, file: Entity): Promise<void> {
  const { request, services: world } = call;
  const bytes = await readBody(request, maxAttachmentBytes + formBytes);
  if (bytes === 'too large') throw new Refusal(413, []);
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => undefined);
  if (!form) throw notNow('The body must be a form with the fields of the answer, then the file.');
  const { signature, expires, stage } = file.fields;
  if (form.get('signature') !== signature || form.get('key') !== `${file.type}/${file.id}`) {
    throw forbidden('The signature is not that of the answer.');
  }
  if (Date.parse(String(expires)) <= Date.now() || stage === 'ready') {
    throw forbidden('The address is no longer valid.');
  }
  const payload = form.get('file');
  if (payload === null || typeof payload === 'string') throw notNow('The form has no file.');
  if (form.get('Content-Type') !== file.fields['content-type']) {
    throw forbidden('The media type is not the one that was announced.');
  }
  makePrivateFolder(world.filesDir);
  const content = Buffer.from(await payload.arrayBuffer());
  writeFileSync(fileIn(world, file), content, { mode: privateFileMode });
  world.store.change(file, { stage: 'uploaded', 'content-size': content.length, size: content.length });
}

interface Steps {
  readonly definition: Definition;
  readonly create: ConnectedOperation;
  readonly upload: ConnectedOperation;
  readonly finish: ConnectedOperation;
  /** Where the response to the first step is. */
  readonly inside: (target: object) => unknown;
}

const stepsOf = ({ definition, create, upload, finish, inside }: Steps): readonly RowHandler<World>[] => [
  {
    name: create.name,
    run: (call) => {
      const sent = sentOf(call);
      checkFields(call.services.store, sent, ['data', 'attributes']);
      return inside(targetOf(make(definition, sent, call.services), call.address));
    },
  },
  {
    name: upload.name,
    run: async (call) => {
      await take(call, found(call, definition.type));
      return new Response(null, { status: 204 });
    },
  },
  {
    name: finish.name,
    run: (call) => {
      const file = found(call, definition.type);
      if (file.fields.stage === 'announced') throw notNow('The file has not come yet.');
      const link = `${call.address}/files/${file.id}?signature=${file.fields.signature}`;
      const ready = { stage: 'ready', 'ready-to-use': true, 'download-link': link };
      return one(call.services.store.change(file, ready), definition, call.services, queryOf(call));
    },
  },
];

const inData = (data: object) => ({ data });

export const fileArea: Area = {
  definitions: [ofMessages, ofBroadcasts, ofEmails],
  handlers: [
    ...stepsOf({
      definition: ofMessages,
      create: attachments.createMessagingAttachment,
      upload: attachments.uploadMessagingAttachment,
      finish: attachments.processMessagingAttachmentUpload,
      inside: inData,
    }),
    {
      name: attachments.downloadMessagingAttachment.name,
      run: async (call) => {
        const file = found(call, ofMessages.type);
        const { stage, removed, 'content-type': type } = file.fields;
        if (stage !== 'ready' || removed === true) throw missing();
        const content = await openAsBlob(fileIn(call.services, file));
        return new Response(content, { headers: { 'Content-Type': String(type) } });
      },
    },
    ...stepsOf({
      definition: ofBroadcasts,
      create: broadcasts.createMessagingBulkAttachment,
      upload: broadcasts.uploadMessagingBulkAttachment,
      finish: broadcasts.processMessagingBulkAttachmentUpload,
      inside: inData,
    }),
    ...stepsOf({
      definition: ofEmails,
      create: emails.createUserEmailAttachment,
      upload: emails.uploadUserEmailAttachment,
      finish: emails.processUserEmailAttachmentUpload,
      inside: (target) => target,
    }),
  ],
};
