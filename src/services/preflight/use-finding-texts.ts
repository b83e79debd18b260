import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { languageName } from '#src/lib/language-name.ts';
import type { Finding } from './finding.ts';

interface FindingTexts {
  readonly name: string;
  readonly why: string;
}

/** What a finding is called, and why it matters. `systems`: those that were asked. */
export function useFindingTexts(systems: readonly string[]): (finding: Finding) => FindingTexts {
  const t = useTranslations('preflight.findings');
  const format = useFormatter();
  const locale = useLocale();
  const system = format.list(systems, { type: 'disjunction' });
  return (finding) => {
    switch (finding.kind) {
      case 'unlinked':
        return { name: t('unlinked.name'), why: t('unlinked.why', { name: finding.person.name, system }) };
      case 'renamed': {
        const { person, relation, system: where, before } = finding;
        const values = { name: person.name, label: relation.label, system: where };
        if (!before) return { name: t('renamed.name'), why: t('renamed.why', values) };
        const date = format.dateTime(new Date(before.at), { dateStyle: 'medium' });
        return {
          name: t('changed.name'),
          why: t('changed.why', { ...values, before: before.value, date }),
        };
      }
      case 'gone': {
        const { name, integrationId = '' } = finding.person;
        return { name: t('gone.name'), why: t('gone.why', { name, id: String(integrationId), system }) };
      }
      case 'noDossier':
        return { name: t('noDossier.name'), why: t('noDossier.why') };
      case 'lostDossier':
        return { name: t('lostDossier.name'), why: t('lostDossier.why') };
      case 'otherDossier': {
        const { dossier, suggested } = finding;
        const values = { dossier: dossier.name, suggested: suggested.name };
        return { name: t('otherDossier.name'), why: t('otherDossier.why', values) };
      }
      case 'language': {
        const [now, usual] = [finding.locale, finding.usual].map((tag) => languageName(tag, locale));
        const values = { now: now ?? '', usual: usual ?? '', count: finding.count };
        return { name: t('language.name'), why: t('language.why', values) };
      }
      case 'todo':
        return { name: t(`todo.${finding.missing}`), why: finding.todo.description };
    }
  };
}
