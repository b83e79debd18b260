import { useEffect, useRef, useState } from 'react';
import { useBlocker } from 'react-router';
import { fields } from '#src/lib/reader.ts';
import { keepDraft, readDraft } from '#src/lib/storage/drafts.ts';
import { changedFields, emptyForm, type FormField, type MeetingForm, problemsOf } from './meeting-form.ts';

/** Milliseconds without a change after which the draft is kept. */
const restMs = 400;

interface FormOptions {
  /** What the form begins with, and what makes a change one. */
  readonly initial: MeetingForm;
  readonly userUuid: string | undefined;
  /** Names the draft on this device. */
  readonly draftName: string;
}

/**
 * The form of a meeting while it is written: a draft on this device until it is saved or discarded, problems once
 * saving was tried, and a question before a changed form is left.
 */
export function useMeetingForm({ initial, userUuid, draftName }: FormOptions) {
  const [draft] = useState(() =>
    userUuid === undefined ? undefined : draftOf(readDraft(userUuid, draftName)),
  );
  const [form, setForm] = useState<MeetingForm>(draft ?? initial);
  const [tried, setTried] = useState(false);
  const changed = changedFields(initial, form);
  const dirty = changed.length > 0;
  const done = useRef(false);

  useEffect(() => {
    if (userUuid === undefined) return;
    const keep = () => {
      if (!done.current) keepDraft(userUuid, draftName, dirty ? { version: 1, form } : undefined);
    };
    const timer = window.setTimeout(keep, restMs);
    window.addEventListener('pagehide', keep);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [userUuid, draftName, dirty, form]);

  // After the answer, nobody is asked again while the next page is loading.
  const leaves = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !done.current && !leaves.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (!done.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  const finish = () => {
    done.current = true;
    if (userUuid !== undefined) keepDraft(userUuid, draftName, undefined);
  };
  return {
    form,
    changed,
    dirty,
    restored: draft !== undefined,
    problems: tried ? problemsOf(form, initial) : {},
    set: <Field extends FormField>(field: Field, value: MeetingForm[Field]) => {
      leaves.current = false;
      setForm((before) => ({ ...before, [field]: value }));
    },
    /** Whether it can be saved; from now on problems are shown. */
    check: (): boolean => {
      setTried(true);
      return Object.keys(problemsOf(form, initial)).length === 0;
    },
    reset: () => {
      setForm(initial);
      setTried(false);
    },
    /** It is saved or discarded: nothing is kept, and nothing is asked any longer. */
    finish,
    /** Whether leaving the form is being confirmed, and the possible answers. */
    leaving: {
      asked: blocker.state === 'blocked',
      stay: () => blocker.reset?.(),
      leave: () => {
        leaves.current = true;
        blocker.proceed?.();
      },
    },
  };
}

export type MeetingFormState = ReturnType<typeof useMeetingForm>;

/** A form from a draft that may be of an earlier version; undefined unless every field has the right type. */
function draftOf(draft: unknown): MeetingForm | undefined {
  const form = fields(fields(draft).form);
  return isForm(form) ? form : undefined;
}

const isForm = (form: object): form is MeetingForm =>
  Object.entries(emptyForm).every(([name, empty]) => {
    const value: unknown = Reflect.get(form, name);
    return typeof value === typeof empty && Array.isArray(value) === Array.isArray(empty);
  });
