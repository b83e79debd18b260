import { Box, Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import page from '../../record-page.module.css';
import { useMeetingLanguages } from '../shared/use-meeting-languages.ts';
import {
  loadSample,
  type Sample,
  type SampleLanguage,
  sampleFile,
  sampleLanguages,
} from './sample/samples.ts';

interface SampleRecordingProps {
  /** With the sample as a file, and the language that is spoken in it. */
  readonly onUse: (file: File, language: SampleLanguage) => void;
}

/** A recording for whoever has none yet: to listen to, to read, and to upload like a file of one’s own. */
export function SampleRecording({ onUse }: SampleRecordingProps) {
  const t = useTranslations('recorder.sampleRecording');
  const locale = useLocale();
  const { options } = useMeetingLanguages(locale);
  const [language, setLanguage] = useState<SampleLanguage>(
    () => sampleLanguages.find((known) => locale.startsWith(known)) ?? 'en',
  );
  const sample = useQuery({
    queryKey: ['sample-recording', language],
    queryFn: () => loadSample(language),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [failed, setFailed] = useState(false);
  const left = useRef(new AbortController());
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    left.current = new AbortController();
    // Someone came here for it, and it is not the first thing on the page.
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'center' });
    return () => left.current.abort();
  }, []);
  const use = async (chosen: Sample) => {
    const { signal } = left.current;
    setFailed(false);
    try {
      const file = await sampleFile(chosen, t('name'));
      if (!signal.aborted) onUse(file, chosen.language);
    } catch {
      if (!signal.aborted) setFailed(true);
    }
  };
  return (
    <Box component="section" p="md" className="ui-box ui-stack" aria-labelledby="recorder-sample">
      <h3 id="recorder-sample" ref={heading} tabIndex={-1} className={page.subheading}>
        {t('title')}
      </h3>
      <p>{t('lead')}</p>
      {(failed || sample.isError) && (
        <Notice
          kind="danger"
          action={{ label: t('retry'), onClick: () => void sample.refetch().then(() => setFailed(false)) }}
        >
          <p>{t('failed')}</p>
        </Notice>
      )}
      <NativeSelect
        label={t('language')}
        value={language}
        onChange={({ currentTarget: { value } }) =>
          setLanguage(sampleLanguages.find((known) => known === value) ?? 'en')
        }
        data={[...options]}
      />
      {sample.data && (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: what is said follows as text. */}
          <audio className="ui-full" src={sample.data.url} controls preload="none" aria-label={t('player')} />
          <details>
            <summary>{t('text')}</summary>
            <ul className="ui-list ui-small" lang={language}>
              {sample.data.lines.map(({ who, says }) => (
                <li key={says} dir="auto">
                  {`${who} – ${says}`}
                </li>
              ))}
            </ul>
          </details>
          <div className={`ui-row ${page.actions}`}>
            <Button onClick={() => void use(sample.data)}>{t('use')}</Button>
          </div>
        </>
      )}
    </Box>
  );
}
