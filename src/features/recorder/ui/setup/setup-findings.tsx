import { useDebouncedValue } from '@mantine/hooks';
import { useLocale, useTranslations } from 'use-intl';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import {
  type AgendaForm,
  peopleOf,
  withLink,
  withoutLink,
  withRelationName,
} from '#src/features/recorder/model/agenda-form.ts';
import { serverDate } from '#src/lib/clock.ts';
import { languageName } from '#src/lib/language-name.ts';
import {
  type Finding,
  type FindingKind,
  keyOf,
  type Left,
  leftKey,
  printOf,
  relationKey,
} from '#src/services/preflight/finding.ts';
import { FindingLine } from '#src/services/preflight/finding-line.tsx';
import { FixButton } from '#src/services/preflight/fix-button.tsx';
import { UnreadNotes } from '#src/services/preflight/unread-notes.tsx';
import { useFindingTexts } from '#src/services/preflight/use-finding-texts.ts';
import { usePreflight } from '#src/services/preflight/use-preflight.ts';
import { RelationPickerButton } from '#src/services/relations/relation-picker-button.tsx';
import { whereFocusWas } from '#src/ui/keyboard/where-focus-was.ts';

interface SetupFindingsProps {
  /** What belongs beside these fields. */
  readonly of: readonly FindingKind[];
  readonly form: AgendaForm;
  readonly onChange: (form: AgendaForm) => void;
  readonly locale: string;
  readonly onLocale: (locale: string) => void;
  /** What someone left as it is, until the page is closed: there is no meeting yet to keep it. */
  readonly left: Left;
  readonly onLeave: (left: Left) => void;
  readonly disabled: boolean;
}

/** Milliseconds without a change after which what is typed is looked at. */
const restMs = 600;

/** What may not be as it should be before a meeting is recorded, beside its fields; nothing where nothing was found. */
export function SetupFindings(props: SetupFindingsProps) {
  const { of, locale, left } = props;
  const [form] = useDebouncedValue(props.form, restMs);
  const checked = usePreflight({
    people: peopleOf(form),
    dossierId: form.dossierId || undefined,
    locale,
    meetingId: undefined,
    left,
  });
  const findings = checked.findings.filter(({ kind }) => of.includes(kind));
  const isAboutPeople = of.includes('gone');
  if (findings.length === 0 && !(isAboutPeople && checked.unread.length > 0)) return null;
  return (
    <div className="ui-stack ui-wide">
      {findings.length > 0 && (
        <ul className="ui-list ui-stack">
          {findings.map((finding) => (
            <FindingLine
              key={keyOf(finding)}
              finding={finding}
              systems={checked.systems}
              fixes={<Fixes {...props} finding={finding} systems={checked.systems} />}
            />
          ))}
        </ul>
      )}
      {isAboutPeople && <UnreadNotes checked={checked} />}
    </div>
  );
}

interface FixesProps extends SetupFindingsProps {
  readonly finding: Finding;
  readonly systems: readonly string[];
}

function Fixes({ finding, systems, form, onChange, onLocale, left, onLeave, disabled }: FixesProps) {
  const t = useTranslations('preflight');
  const locale = useLocale();
  const texts = useFindingTexts(systems);
  const what = 'person' in finding ? finding.person.name : texts(finding).name;
  const keep = (key: string, value: string) =>
    onLeave({ ...left, [leftKey(key)]: { value, by: undefined, at: serverDate().toISOString() } });
  const button = (label: string, onPress: () => void, quiet = false) => (
    <FixButton
      label={label}
      what={what}
      quiet={quiet}
      disabled={disabled}
      onPress={() => {
        const toField = whereFocusWas();
        onPress();
        toField();
      }}
    />
  );
  const picker = (label: string, person: Attendee) => (
    <RelationPickerButton
      label={label}
      about={person.name}
      suggest={person.name}
      disabled={disabled}
      chosen={form.relations.map(({ id }) => String(id))}
      onChoose={(relation) => {
        const toField = whereFocusWas();
        onChange(withLink(form, person, relation.id));
        keep(relationKey({ integrationId: relation.id }), relation.label);
        toField();
      }}
    />
  );
  return (
    <>
      {finding.kind === 'unlinked' && picker(t('fix.link'), finding.person)}
      {finding.kind === 'renamed' &&
        button(t('fix.rename', { name: finding.relation.label }), () =>
          onChange(withRelationName(form, finding.person, finding.relation.label)),
        )}
      {finding.kind === 'gone' && picker(t('fix.linkOther'), finding.person)}
      {finding.kind === 'gone' && button(t('fix.unlink'), () => onChange(withoutLink(form, finding.person)))}
      {'suggested' in finding &&
        finding.suggested &&
        button(t('fix.putInto', { name: finding.suggested.name }), () =>
          onChange({ ...form, dossierId: finding.suggested?.id ?? '' }),
        )}
      {finding.kind === 'language' &&
        button(t('fix.language', { name: languageName(finding.usual, locale) }), () =>
          onLocale(finding.usual),
        )}
      {button(t('leave'), () => keep(keyOf(finding), printOf(finding)), true)}
    </>
  );
}
