import type { Responder, ResponderFields } from '#src/api/courier/administration/responders.ts';

/** An instant as a field for date and time has it, on the reader’s clock: `2026-01-31T09:30`. */
function localText(at: Date | undefined): string {
  if (!at) return '';
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What is typed about an automatic answer. */
export interface ResponderForm {
  readonly name: string;
  readonly message: string;
  /** Empty for everyone. */
  readonly group: string;
  /** As fields for date and time have them, on the reader’s clock; empty without a bound. */
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  /** `09:00`, both or neither. */
  readonly from: string;
  readonly until: string;
}

export const blankResponder = (zone: string): ResponderForm => ({
  name: '',
  message: '',
  group: '',
  start: '',
  end: '',
  zone,
  from: '',
  until: '',
});

/** @param zone where it says none */
export const responderFormOf = (responder: Responder, zone: string): ResponderForm => ({
  name: responder.name,
  message: responder.message ?? '',
  group: responder.group ?? '',
  start: localText(responder.start),
  end: localText(responder.end),
  zone: responder.zone ?? zone,
  from: responder.hours[0]?.begin ?? '',
  until: responder.hours[0]?.end ?? '',
});

export type ResponderProblem = 'name' | 'message' | 'period' | 'hours' | 'zone';

const timeOf = (typed: string): number | undefined => {
  const ms = new Date(typed).getTime();
  return Number.isNaN(ms) ? undefined : ms;
};

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
};

/** Fields that cannot be sent as they are. */
export function responderProblems(form: ResponderForm): readonly ResponderProblem[] {
  const { name, message, start, end, from, until, zone } = form;
  const [begins, ends] = [timeOf(start), timeOf(end)];
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(message.trim() === '' ? (['message'] as const) : []),
    ...(begins !== undefined && ends !== undefined && begins >= ends ? (['period'] as const) : []),
    ...((from === '') !== (until === '') || (from !== '' && from === until) ? (['hours'] as const) : []),
    ...(isZone(zone) ? [] : (['zone'] as const)),
  ];
}

export const responderFieldsOf = (form: ResponderForm): ResponderFields => ({
  name: form.name.trim(),
  message: form.message,
  group: form.group === '' ? undefined : form.group,
  start: timeOf(form.start),
  end: timeOf(form.end),
  zone: form.zone,
  hours: form.from === '' ? undefined : { begin: form.from, end: form.until },
});
