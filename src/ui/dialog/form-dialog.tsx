import { Button, type ButtonProps } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { Elements } from '../elements.ts';
import { focusAfterRendering } from '../keyboard/focus-after-rendering.ts';
import { Dialog } from './dialog.tsx';
import classes from './form-dialog.module.css';

export interface FormDialogProps {
  readonly title: string;
  /** What is filled in. */
  readonly children: Elements;
  /** What the button that ends it says. Without it there is nothing that could be submitted. */
  readonly submit: string | undefined;
  readonly submitProps?: Pick<ButtonProps, 'color' | 'leftSection'>;
  /** What was submitted is in progress: nothing can be submitted until it is done. */
  readonly busy?: boolean;
  /** Why it was not done. */
  readonly error?: string | false | undefined;
  /** The outcome, where a sentence does not say everything. */
  readonly problem?: Elements;
  /** What the button that leaves everything as it is says and does, where that is not simply to close the dialog. */
  readonly cancel?: string | undefined;
  readonly onCancel?: (() => void) | undefined;
  /** Shown before the buttons. */
  readonly aside?: Elements;
  /** A further button, between the two. */
  readonly other?: Elements;
  /** Which button has the focus when the dialog opens, where none of the fields has it. */
  readonly focus?: 'cancel';
  /** Does it. Returns whether it was done: then the dialog closes. */
  readonly onSubmit: () => boolean | Promise<boolean>;
  readonly onClose: () => void;
}

/** A dialog with fields. It shows what goes wrong, and stays open. */
export function FormDialog(props: FormDialogProps) {
  const { title, children, submit, submitProps, busy = false, error, problem, aside, other, onClose } = props;
  const cancel = useTranslations('dialog')('cancel');
  const end = async (event: SubmitEvent<HTMLFormElement>, close: () => void) => {
    event.preventDefault();
    if (busy || submit === undefined) return;
    const [form, pressed] = [event.currentTarget, document.activeElement];
    if (await props.onSubmit()) close();
    else focusAfterRendering(() => focusProblem(form, pressed));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {(close) => (
        <form className={`ui-parts ${classes.form}`} onSubmit={(event) => void end(event, close)} noValidate>
          {children}
          {error && (
            <p role="alert" className={classes.error} dir="auto">
              {error}
            </p>
          )}
          {problem}
          <div className={`ui-row ui-tight ${classes.actions}`}>
            {aside}
            <Button
              variant="default"
              data-autofocus={props.focus === 'cancel' || undefined}
              onClick={props.onCancel ?? close}
              dir="auto"
            >
              {props.cancel ?? cancel}
            </Button>
            {other}
            {submit !== undefined && (
              <Button type="submit" maw="100%" loading={busy} dir="auto" {...submitProps}>
                {submit}
              </Button>
            )}
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** The field that is wrong gets the focus; else a button that had lost it, because it was busy, gets it back. */
function focusProblem(form: HTMLFormElement, pressed: Element | null): boolean {
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  const next = wrong ?? (document.activeElement === document.body ? pressed : null);
  if (!(next instanceof HTMLElement)) return true;
  next.focus();
  return document.activeElement === next;
}
