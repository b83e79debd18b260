import { CopyButton } from './copy-button.tsx';

interface UuidProps {
  readonly uuid: string;
  /** Of the button that copies it. */
  readonly label: string;
}

/** An identifier to read and copy. */
export function Uuid({ uuid, label }: UuidProps) {
  return (
    <>
      <code dir="ltr">{uuid}</code>
      <CopyButton text={uuid} label={label} />
    </>
  );
}
