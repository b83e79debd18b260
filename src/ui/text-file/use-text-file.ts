import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Encoding } from '#src/lib/text-file/encodings.ts';
import { readTextFile, type TextFile, textOf } from '#src/lib/text-file/read-text-file.ts';

/** A file of text on its way from someone's disk into a page. */
export interface TextFileState {
  /** Why nothing was read, said to the person. */
  readonly problem: string | undefined;
  /** What was read. */
  readonly file: TextFile | undefined;
  /** The same while a person has to choose, or wants to choose, the encoding: show `ReadingChoice`. */
  readonly choosing: TextFile | undefined;
  readonly take: (file: File) => Promise<void>;
  readonly choose: (encoding: Encoding) => void;
  readonly change: () => void;
  readonly cancel: () => void;
  readonly forget: () => void;
}

interface TextFileOptions {
  /** Larger files are refused. */
  readonly maxBytes: number;
  /** Receives what was read, again when the person chooses another encoding. */
  readonly onText: (text: string, file: TextFile) => void;
}

interface Stage {
  readonly problem?: string;
  readonly file?: TextFile;
  readonly choosing?: TextFile;
}

/** Reads text files in any encoding: decides by their contents, and asks when it cannot. */
export function useTextFile({ maxBytes, onText }: TextFileOptions): TextFileState {
  const t = useTranslations('files.problems');
  const [stage, setStage] = useState<Stage>({});
  const latest = useRef(0);
  const done = (file: TextFile) => {
    setStage({ file });
    onText(textOf(file), file);
  };
  const take = async (chosen: File) => {
    latest.current += 1;
    const turn = latest.current;
    const result = await readTextFile(chosen, maxBytes);
    // Of two files chosen one after the other only the second counts, however long each takes.
    if (turn !== latest.current) return;
    if (result.kind === 'read') return done(result.file);
    if (result.kind === 'unsure') return setStage({ choosing: result.file });
    const problem = result.kind === 'notText' ? result.format : result.kind;
    setStage({ problem: t(problem, { most: Math.floor(maxBytes / 1024 ** 2) }) });
  };
  return {
    problem: stage.problem,
    file: stage.file,
    choosing: stage.choosing,
    take,
    choose: (encoding) => {
      const { choosing } = stage;
      if (!choosing) return;
      const others = [choosing.encoding, ...choosing.others].filter((other) => other !== encoding);
      done({ ...choosing, encoding, others });
    },
    change: () => setStage({ ...stage, ...(stage.file ? { choosing: stage.file } : {}) }),
    cancel: () => setStage(stage.file ? { file: stage.file } : {}),
    forget: () => setStage({}),
  };
}
