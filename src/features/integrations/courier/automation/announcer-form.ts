import {
  type Announcer,
  type AnnouncerChange,
  type AnnouncerEvent,
  announcerEvents,
} from '#src/api/courier/technical/announcers.ts';
import { jsonText, sameJson } from '#src/lib/json-text.ts';
import { writtenObject } from '../../tab/json-object.ts';

/** What is typed of an announcer. */
export interface AnnouncerForm {
  readonly name: string;
  /** In the words of Courier; it can stay what it is, whatever that is. */
  readonly event: string;
  readonly type: string;
  readonly args: string;
}

export const longest = 255;

export const formOf = (announcer: Announcer | undefined): AnnouncerForm => ({
  name: announcer?.name ?? '',
  event: announcer?.event ?? announcerEvents[0],
  type: announcer?.type ?? '',
  args: jsonText(announcer?.args ?? {}, 2),
});

export type Problem = 'name' | 'type' | 'args';

export const problemsOf = ({ name, type, args }: AnnouncerForm): readonly Problem[] => [
  ...(name.trim() === '' ? (['name'] as const) : []),
  ...(type.trim() === '' ? (['type'] as const) : []),
  ...(writtenObject(args) === undefined ? (['args'] as const) : []),
];

const eventOf = (event: string): AnnouncerEvent | undefined => announcerEvents.find((one) => one === event);

/** What is sent: everything of a new one, otherwise what differs, so that what others changed in the meantime stays. */
export function changesOf(
  before: AnnouncerForm,
  form: AnnouncerForm,
  isNew: boolean,
): AnnouncerChange['fields'] {
  const [name, type, args, event] = [
    form.name.trim(),
    form.type.trim(),
    writtenObject(form.args) ?? {},
    eventOf(form.event),
  ];
  return {
    ...(isNew || name !== before.name ? { name } : {}),
    ...(event && (isNew || event !== before.event) ? { event } : {}),
    ...(isNew || type !== before.type ? { type } : {}),
    ...(isNew || !sameJson(args, writtenObject(before.args)) ? { args } : {}),
  };
}
