/**
 * Shapes on Claap's wire, loose: what comes after `workspace` in a recording is from the public documentation, and may be
 * missing.
 */
import * as v from 'valibot';
import { maybe } from '../fields.ts';

const maybeText = maybe(v.string());
const named = maybe(v.looseObject({ id: maybeText, name: maybeText }));

/** `Empty` until the payload has arrived, then `Uploaded`, then `Ready` or `Failed`. */
export const recordingStates = ['Empty', 'Uploaded', 'Ready', 'Failed'] as const;

/** Where a deal is kept. The document shows only the first. */
export const dealTypes = ['attio', 'hubspot', 'pipedrive', 'salesforce'] as const;

/** Where a recording was made. From the public documentation. */
export const recordingSources = [
  'Api',
  'Aircall',
  'Allo',
  'Call',
  'GoogleMeet',
  'LemlistVoip',
  'Loom',
  'MsTeams',
  'Ringover',
  'Zoom',
] as const;

const participant = v.looseObject({
  name: maybeText,
  email: maybeText,
  isOrganizer: maybe(v.boolean()),
});

export const recording = v.looseObject({
  id: v.string(),
  createdAt: maybeText,
  title: maybeText,
  /** Its page at Claap. */
  url: maybeText,
  state: maybeText,
  recorder: maybe(
    v.looseObject({ id: maybeText, name: maybeText, email: maybeText, attended: maybe(v.boolean()) }),
  ),
  workspace: named,
  channel: named,
  /** Where the payload goes; anyone who has these addresses can write to them. */
  upload: maybe(v.looseObject({ url: maybeText, metaUrl: maybeText })),
  durationSeconds: maybe(v.number()),
  labels: maybe(v.array(v.string())),
  thumbnailUrl: maybeText,
  video: maybe(v.looseObject({ url: maybeText })),
  transcripts: maybe(
    v.array(
      v.looseObject({
        url: maybeText,
        textUrl: maybeText,
        isActive: maybe(v.boolean()),
        isTranscript: maybe(v.boolean()),
        langIso2: maybeText,
      }),
    ),
  ),
  actionItems: maybe(
    v.array(
      v.looseObject({
        langIso2: maybeText,
        items: maybe(v.array(v.looseObject({ description: maybeText, isChecked: maybe(v.boolean()) }))),
      }),
    ),
  ),
  companies: maybe(v.array(v.looseObject({ id: maybeText, name: maybeText }))),
  keyTakeaways: maybe(v.array(v.looseObject({ langIso2: maybeText, text: maybeText }))),
  outlines: maybe(v.array(v.looseObject({ langIso2: maybeText, text: maybeText }))),
  insightTemplates: maybe(
    v.array(
      v.looseObject({
        templateTitle: maybeText,
        insights: maybe(
          v.array(
            v.looseObject({
              langIso2: maybeText,
              sections: maybe(v.array(v.looseObject({ title: maybeText, description: maybeText }))),
            }),
          ),
        ),
      }),
    ),
  ),
  deal: maybe(v.looseObject({ id: maybeText, type: maybeText })),
  meeting: maybe(
    v.looseObject({
      startedAt: maybeText,
      endedAt: maybeText,
      endingAt: maybeText,
      participants: maybe(v.array(participant)),
    }),
  ),
});

/** A response about one recording. */
export const oneRecording = v.looseObject({ result: v.looseObject({ recording }) });
