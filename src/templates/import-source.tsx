import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { meetingTypesOptions, themesOptions } from '#src/api/templates.ts';
import classes from './import.module.css';
import type { Wanted } from './import-page.tsx';
import { readQuestionCsv } from './model/question-csv.ts';
import { mostItems, readTemplateFile } from './model/template-file.ts';
import { StarterPacks } from './starter-packs.tsx';

interface ImportSourceProps {
  /** Where questions of a CSV go that name no type and theme. */
  readonly themeId: number | undefined;
  readonly onWanted: (wanted: Wanted) => void;
}

/** Larger files are no templates. Bytes. */
const mostBytes = 5 * 1024 * 1024;

/** A file, or one of the packs that come with the dashboard. */
export function ImportSource({ themeId, onWanted }: ImportSourceProps) {
  const t = useTranslations('templates.import');
  const { data: themes } = useQuery(themesOptions());
  const { data: types } = useQuery(meetingTypesOptions());
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const theme = themes?.find(({ id }) => id === themeId);
  const type = types?.find(({ id }) => id === theme?.typeId);
  const read = (name: string, text: string): string | undefined => {
    if (/^\s*\{/.test(text)) {
      const result = readTemplateFile(text);
      if (result.kind === 'invalid') return t('problems.invalid', { at: result.at });
      if (result.kind !== 'read') return t(`problems.${result.kind}`, { most: mostItems });
      onWanted({ name, types: result.file.types, problems: [] });
      return undefined;
    }
    const place = theme && type && { type: type.name, theme: theme.name };
    const { types: found, problems } = readQuestionCsv(text, place);
    if (found.length === 0 && problems.length === 0) return t('problems.empty');
    if (found.length === 0 && problems.every(({ kind }) => kind === 'noPlace')) return t('problems.noPlace');
    onWanted({ name, types: found, problems });
    return undefined;
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > mostBytes) return setProblem(t('problems.tooLarge', { most: mostItems }));
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
      setProblem(read(file.name, text.replace(/^\uFEFF/, '')));
    } catch {
      setProblem(t('problems.unreadable'));
    }
  };
  return (
    <div className={classes.sources}>
      <section className={classes.panel} aria-label={t('file.title')}>
        <h2>{t('file.title')}</h2>
        <p>{t('file.lead')}</p>
        {theme && type && <p>{t('file.place', { theme: theme.name, type: type.name })}</p>}
        <div>
          <Button
            leftSection={<IconFileUpload size={17} aria-hidden />}
            onClick={() => input.current?.click()}
          >
            {t('file.button')}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={t('file.button')}
            accept=".json,.csv,.txt,.tsv,application/json,text/*"
            onChange={(event) => {
              void take(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </div>
        {problem !== undefined && (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
      </section>
      <StarterPacks onWanted={onWanted} />
    </div>
  );
}
