import { payloadFormats } from '#contract/claap/payload-format.ts';
import { TextFileButton } from '#src/ui/text-file/text-file-button.tsx';
import { canPick, pickFile } from './file-handles.ts';

interface SourceFileButtonProps {
  readonly label: string;
  readonly onFile: (file: File, handle: FileSystemFileHandle | undefined) => Promise<void>;
}

const endings = [...payloadFormats, 'm4a'].map((format) => `.${format}`);

/** Chooses a file to be published; where the browser can find it again after a reload, with what it takes for that. */
export function SourceFileButton({ label, onFile }: SourceFileButtonProps) {
  const pick = async () => {
    const picked = await pickFile(endings);
    if (picked) await onFile(picked.file, picked.handle);
  };
  return (
    <TextFileButton
      label={label}
      variant="default"
      accept={endings.join(',')}
      onFile={(file) => onFile(file, undefined)}
      onPress={canPick() ? () => void pick() : undefined}
    />
  );
}
