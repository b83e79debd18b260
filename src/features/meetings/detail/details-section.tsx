import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Dossier, dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { jsonText } from '#src/lib/json-text.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { type Fact, Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Raw } from '#src/ui/raw.tsx';
import { type Readable, readableMetadata, wordsOfKey } from '../shared/metadata.ts';
import { Section } from '../shared/section.tsx';
import { useDurationText } from '../shared/use-duration-text.ts';
import classes from './details-section.module.css';

/** Facts about the meeting beyond its header, the metadata that callers keep with it, and the raw answer. */
export function DetailsSection({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting');
  const entries = useMemo(() => readableMetadata(meeting.metadata), [meeting.metadata]);
  const groups = useGroups(meeting);
  return (
    <Section id="details" title={t('sections.details')}>
      <Facts
        stacked
        of={[
          ...groups,
          meeting.recordingType !== undefined && [t('facts.recordingType'), meeting.recordingType],
          [t('facts.updated'), <Moment key="updated" at={meeting.updatedAt} />],
          ...entries.map(({ path, value }): Fact => {
            const name = path.map(wordsOfKey).join(' · ');
            return [name, <Value key={name} value={value} />];
          }),
          [
            t('facts.id'),
            <code key="id" dir="ltr">
              {meeting.id}
            </code>,
          ],
        ]}
      />
      <RawMeeting meeting={meeting} />
    </Section>
  );
}

/** The dossier and the teams, by name once it is known. */
function useGroups({ dossierId, teamIds }: Meeting): readonly (Fact | false)[] {
  const t = useTranslations('meeting.facts');
  const format = useFormatter();
  const dossiers = useQuery({ ...dossiersOptions(), enabled: dossierId !== undefined });
  const teams = useQuery({ ...teamsOptions(), enabled: teamIds.length > 0 });
  const dossier = dossiers.data?.find(({ id }) => id === dossierId);
  const teamNames = teams.data?.filter(({ id }) => teamIds.includes(id)).map(({ name }) => name) ?? [];
  return [
    dossierId !== undefined &&
      !dossiers.isLoading && [t('dossier'), <DossierName key="dossier" dossier={dossier} />],
    teamIds.length > 0 &&
      !teams.isLoading && [t('teams'), teamNames.length > 0 ? format.list(teamNames) : t('hidden')],
  ];
}

function DossierName({ dossier }: { readonly dossier: Dossier | undefined }) {
  const t = useTranslations('meeting.facts');
  return (
    <>
      <span dir="auto">{dossier?.name ?? t('hidden')}</span>
      {dossier?.reference && (
        <span className="ui-dimmed" dir="auto">
          {dossier.reference}
        </span>
      )}
    </>
  );
}

function Value({ value }: { readonly value: Readable }) {
  const t = useTranslations('meeting.details');
  const format = useFormatter();
  const durationText = useDurationText();
  switch (value.kind) {
    case 'text':
      return <span dir="auto">{value.text}</span>;
    case 'number':
      return <span>{format.number(value.value)}</span>;
    case 'flag':
      return <span>{t(value.value ? 'yes' : 'no')}</span>;
    case 'moment':
      return <Moment at={value.at} />;
    case 'duration':
      return <span>{durationText(value.seconds)}</span>;
    case 'bytes':
      return (
        <span>
          {format.number(value.bytes / 1000, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 })}
        </span>
      );
  }
}

function RawMeeting({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting.details');
  const json = useMemo(() => jsonText(meeting.raw, 2), [meeting.raw]);
  return (
    <details className={`ui-over ${classes.raw}`} data-screen>
      <summary>{t('raw')}</summary>
      <div className="ui-row">
        <CopyButton text={json} label={t('copy')} />
        <CopyButton text={meeting.id} label={t('copyId')} />
      </div>
      <Raw text={json} />
    </details>
  );
}
