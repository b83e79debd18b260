import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/dossiers.ts';
import type { Meeting } from '#src/api/meetings-normalise.ts';
import { teamsOptions } from '#src/api/teams.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { Moment } from '#src/ui/moment.tsx';
import classes from './details-section.module.css';
import { type Readable, readableMetadata, wordsOfKey } from './model/metadata.ts';
import { Section } from './section.tsx';
import { useDurationText } from './use-duration-text.ts';

/** Facts about the meeting beyond its header, the metadata that callers keep with it, and the raw answer. */
export function DetailsSection({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting');
  const entries = useMemo(() => readableMetadata(meeting.metadata), [meeting.metadata]);
  return (
    <Section id="details" title={t('sections.details')}>
      <dl className={classes.facts}>
        <Groups meeting={meeting} />
        {meeting.recordingType && <Fact name={t('facts.recordingType')}>{meeting.recordingType}</Fact>}
        <Fact name={t('facts.updated')}>
          <Moment at={meeting.updatedAt} />
        </Fact>
        {entries.map(({ path, value }) => (
          <Fact key={path.join(' ')} name={path.map(wordsOfKey).join(' · ')}>
            <Value value={value} />
          </Fact>
        ))}
        <Fact name={t('facts.id')}>
          <code className={classes.id}>{meeting.id}</code>
        </Fact>
      </dl>
      <Raw meeting={meeting} />
    </Section>
  );
}

/** The dossier and the teams, by name once it is known. */
function Groups({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting.facts');
  const format = useFormatter();
  const { dossierId, teamIds } = meeting;
  const dossiers = useQuery({ ...dossiersOptions(), enabled: dossierId !== undefined });
  const teams = useQuery({ ...teamsOptions(), enabled: teamIds.length > 0 });
  const dossier = dossiers.data?.find(({ id }) => id === dossierId);
  const teamNames = teams.data?.filter(({ id }) => teamIds.includes(id)).map(({ name }) => name) ?? [];
  return (
    <>
      {dossierId !== undefined && !dossiers.isLoading && (
        <Fact name={t('dossier')}>
          {dossier?.name ?? t('hidden')}
          {dossier?.reference && <span className={classes.reference}> {dossier.reference}</span>}
        </Fact>
      )}
      {teamIds.length > 0 && !teams.isLoading && (
        <Fact name={t('teams')}>{teamNames.length > 0 ? format.list(teamNames) : t('hidden')}</Fact>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Value({ value }: { readonly value: Readable }) {
  const t = useTranslations('meeting.details');
  const format = useFormatter();
  const durationText = useDurationText();
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
      return format.number(value.value);
    case 'flag':
      return t(value.value ? 'yes' : 'no');
    case 'moment':
      return <Moment at={value.at} />;
    case 'duration':
      return durationText(value.seconds);
    case 'bytes':
      return format.number(value.bytes / 1000, {
        style: 'unit',
        unit: 'kilobyte',
        maximumFractionDigits: 0,
      });
  }
}

function Raw({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting.details');
  const json = useMemo(() => JSON.stringify(meeting.raw, null, 2), [meeting.raw]);
  return (
    <details className={classes.raw}>
      <summary>{t('raw')}</summary>
      <div className={classes.copy}>
        <CopyButton text={json} label={t('copy')} />
        <CopyButton text={meeting.id} label={t('copyId')} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe scrollable-region-focusable) */}
      <pre tabIndex={0}>{json}</pre>
    </details>
  );
}
