import { useLocale, useTranslations } from 'use-intl';
import type { Dossier } from '#src/api/claritalk/meetings/dossiers.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { serverDate } from '#src/lib/clock.ts';
import { languageName } from '#src/lib/language-name.ts';
import type { Finding } from '#src/services/preflight/finding.ts';
import { FixButton } from '#src/services/preflight/fix-button.tsx';
import { RelationPickerButton } from '#src/services/relations/relation-picker-button.tsx';
import type { Mend } from './mend.ts';

interface FindingFixesProps {
  readonly finding: Finding;
  /** What it is about, for people who hear a button without its line. */
  readonly what: string;
  /** UUID of whoever puts it right. */
  readonly by: string | undefined;
  /** Its form is shown. */
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onMend: (mend: Mend) => void;
}

/** What can be done about a finding. */
export function FindingFixes({ finding, what, by, isOpen, onToggle, onMend }: FindingFixesProps) {
  const t = useTranslations('preflight');
  const locale = useLocale();
  const toggle = (label: string) => (
    <FixButton label={label} what={what} expanded={isOpen} onPress={onToggle} />
  );
  const button = (label: string, mend: Mend) => (
    <FixButton label={label} what={what} onPress={() => onMend(mend)} />
  );
  const picker = (label: string, person: Attendee) => (
    <RelationPickerButton
      label={label}
      about={person.name}
      suggest={person.name}
      chosen={person.integrationId === undefined ? [] : [String(person.integrationId)]}
      onChoose={(relation) => {
        const seen = { value: relation.label, by, at: serverDate().toISOString() };
        onMend({ kind: 'link', person, relation, seen });
      }}
    />
  );
  const dossier = (suggested: Dossier | undefined) => (
    <>
      {suggested &&
        button(t('fix.putInto', { name: suggested.name }), { kind: 'dossier', dossierId: suggested.id })}
      {toggle(isOpen ? t('fix.close') : t('fix.dossier'))}
    </>
  );
  switch (finding.kind) {
    case 'unlinked':
      return picker(t('fix.link'), finding.person);
    case 'renamed': {
      const { person, relation } = finding;
      return (
        <>
          {button(t('fix.rename', { name: relation.label }), {
            kind: 'rename',
            person,
            name: relation.label,
          })}
          {picker(t('fix.linkOther'), person)}
        </>
      );
    }
    case 'gone':
      return (
        <>
          {picker(t('fix.linkOther'), finding.person)}
          {button(t('fix.unlink'), { kind: 'unlink', person: finding.person })}
        </>
      );
    case 'noDossier':
    case 'lostDossier':
    case 'otherDossier':
      return dossier(finding.suggested);
    case 'language':
      return button(t('fix.language', { name: languageName(finding.usual, locale) }), {
        kind: 'language',
        locale: finding.usual,
      });
    case 'todo':
      return toggle(isOpen ? t('fix.close') : t(`fix.todo.${finding.missing}`));
  }
}
