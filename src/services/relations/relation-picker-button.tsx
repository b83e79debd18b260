import { Button } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { type ComponentType, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './relation-picker.module.css';
import type { RelationPickerProps } from './relation-picker.tsx';

const load = () => import('./relation-picker.tsx');

interface RelationPickerButtonProps extends Omit<RelationPickerProps, 'onClose'> {
  readonly label: string;
  /** Whom a relation is chosen for, for people who hear the button without what is around it. */
  readonly about?: string;
  readonly disabled?: boolean;
}

/** Opens a search for relations of the connected systems below itself. Its code comes when it is first wanted. */
export function RelationPickerButton({
  label,
  about,
  disabled = false,
  ...picker
}: RelationPickerButtonProps) {
  const errors = useTranslations('errors');
  const t = useTranslations('relations');
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [Picker, setPicker] = useState<ComponentType<RelationPickerProps>>();
  const [failed, setFailed] = useState(false);
  const toggle = () => {
    setOpen(!open);
    setFailed(false);
    if (open || Picker) return;
    load().then(
      (loaded) => setPicker(() => loaded.RelationPicker),
      () => setFailed(true),
    );
  };
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <Button
        ref={button}
        size="xs"
        variant="default"
        leftSection={<IconAddressBook size={15} aria-hidden />}
        aria-label={about === undefined ? undefined : t('chooseFor', { action: label, name: about })}
        aria-expanded={open}
        aria-controls={id}
        disabled={disabled}
        onClick={toggle}
        dir="auto"
      >
        {label}
      </Button>
      <div id={id} className={classes.place} hidden={!open}>
        {open && Picker && <Picker {...picker} onClose={close} />}
        {failed && <p role="alert">{errors('network')}</p>}
      </div>
    </>
  );
}
