import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type ReactElement, useRef } from 'react';

interface TextFileButtonProps {
  readonly label: string;
  readonly variant?: 'default' | 'filled';
  readonly icon?: ReactElement;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** As of an input: endings and types, separated by commas. */
  readonly accept: string;
  readonly onFile: (file: File) => Promise<void>;
  /** Another way of choosing one, in place of the browser's usual one. */
  readonly onPress?: (() => void) | undefined;
}

/** Opens the file chooser. */
export function TextFileButton(props: TextFileButtonProps) {
  const { label, variant = 'filled', icon, busy = false, disabled = false, accept, onFile, onPress } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={variant}
        loading={busy}
        disabled={disabled}
        leftSection={icon ?? <IconFileUpload size={17} aria-hidden />}
        onClick={onPress ?? (() => input.current?.click())}
        dir="auto"
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void onFile(file);
          // So that the same file can be chosen again after it changed.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
