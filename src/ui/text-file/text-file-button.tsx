import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef } from 'react';

interface TextFileButtonProps {
  readonly label: string;
  readonly variant?: 'default' | 'filled';
  /** As of an input: endings and types, separated by commas. */
  readonly accept: string;
  readonly onFile: (file: File) => Promise<void>;
}

/** Opens the file chooser. */
export function TextFileButton({ label, variant = 'filled', accept, onFile }: TextFileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={variant}
        leftSection={<IconFileUpload size={17} aria-hidden />}
        onClick={() => input.current?.click()}
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
