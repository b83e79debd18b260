import '@mantine/core/styles/Input.layer.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Elements } from '../elements.ts';
import { FormDialog, type FormDialogProps } from './form-dialog.tsx';

/** What has to be typed before it is done, for what cannot be undone. */
export interface Proof {
  /** Asks for it. */
  readonly label: string;
  readonly isGiven: (typed: string) => boolean;
  /** Says that something else was typed. */
  readonly mismatch: string;
}

interface ConfirmDialogProps
  extends Pick<FormDialogProps, 'title' | 'busy' | 'error' | 'problem' | 'cancel' | 'other' | 'onClose'> {
  /** What it costs. */
  readonly children: Elements;
  /** What is done, as the button says it. */
  readonly confirm: string;
  /** Nothing is lost by it. */
  readonly harmless?: boolean;
  readonly proof?: Proof | undefined;
  /** Does it. Returns whether it was done: then the dialog closes. */
  readonly onConfirm: FormDialogProps['onSubmit'];
}

/** Asks before something is done, and says what that costs. It shows what goes wrong, and stays open. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { confirm, harmless = false, proof, children, onConfirm, ...rest } = props;
  const [typed, setTyped] = useState('');
  const [mismatch, setMismatch] = useState(false);
  const submit = () => {
    if (!proof || proof.isGiven(typed)) return onConfirm();
    setMismatch(true);
    return false;
  };
  return (
    <FormDialog
      submit={confirm}
      {...(harmless ? {} : { submitProps: { color: 'red.9' } })}
      {...(proof ? {} : { focus: 'cancel' })}
      onSubmit={submit}
      {...rest}
    >
      {children}
      {proof && (
        <TextInput
          label={proof.label}
          value={typed}
          data-autofocus
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          error={mismatch && proof.mismatch}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setMismatch(false);
          }}
        />
      )}
    </FormDialog>
  );
}
