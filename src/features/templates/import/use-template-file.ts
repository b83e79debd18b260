import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { type TextFileState, useTextFile } from '#src/ui/text-file/use-text-file.ts';
import { type CsvPlace, readQuestionCsv } from '../file/question-csv.ts';
import { maxItems, readTemplateFile } from '../file/template-file.ts';
import type { Wanted } from './wanted.ts';

/** Bytes. Larger files are not templates. */
const maxBytes = 5 * 1024 * 1024;

export interface TemplateFileState {
  readonly file: TextFileState;
  /** Why nothing was read from it. */
  readonly problem: string | undefined;
  /** Where questions of a CSV go that name no type and theme. */
  readonly place: CsvPlace | undefined;
}

/** Reads templates from a file; `themeId` is the theme that is chosen in the columns. */
export function useTemplateFile(
  themeId: number | undefined,
  onWanted: (wanted: Wanted) => void,
): TemplateFileState {
  const t = useTranslations('templates.import');
  const { data: themes } = useQuery(themesOptions());
  const { data: types } = useQuery(meetingTypesOptions());
  const [problem, setProblem] = useState<string>();
  const theme = themes?.find(({ id }) => id === themeId);
  const type = types?.find(({ id }) => id === theme?.typeId);
  const place = theme && type && { type: type.name, theme: theme.name };
  const read = (name: string, text: string): string | undefined => {
    if (/^\s*\{/.test(text)) {
      const result = readTemplateFile(text);
      if (result.kind === 'invalid') return t('problems.invalid', { at: result.at });
      if (result.kind !== 'read') return t(`problems.${result.kind}`, { most: maxItems });
      onWanted({ name, types: result.file.types, problems: [] });
      return undefined;
    }
    const { types: found, problems } = readQuestionCsv(text, place);
    if (found.length === 0 && problems.length === 0) return t('problems.empty');
    if (found.length === 0 && problems.every(({ kind }) => kind === 'noPlace')) return t('problems.noPlace');
    onWanted({ name, types: found, problems });
    return undefined;
  };
  const file = useTextFile({
    maxBytes: maxBytes,
    onText: (text, { name }) => setProblem(read(name, text)),
  });
  return { file, problem: file.problem ?? problem, place };
}
