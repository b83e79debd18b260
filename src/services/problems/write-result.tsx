import { useRefusalText } from './use-refusal-text.ts';
import type { WriteState } from './use-write.ts';
import { WriteNotice, type WriteTexts } from './write-notice.tsx';

interface WriteResultProps {
  /** As `useWrite` has it. */
  readonly of: { readonly state: WriteState<unknown, unknown>; readonly look: () => void };
  readonly texts: WriteTexts;
}

/** The outcome of something that the gateway may refuse, and that can be looked up. */
export function WriteResult({ of, texts }: WriteResultProps) {
  const refusalText = useRefusalText();
  return <WriteNotice state={of.state} texts={texts} errorText={refusalText} onCheck={() => of.look()} />;
}
