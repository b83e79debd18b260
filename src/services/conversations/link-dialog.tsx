import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type ChangeOfLink, changeLink } from '#src/api/gateway/linked-clients.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { type Found, SearchChoice } from './search-choice.tsx';
import { useLinkTexts } from './use-link-texts.ts';

/** What can be chosen. */
export interface LinkChoice extends Found, Pick<ChangeOfLink, 'client' | 'kind' | 'id' | 'attendee'> {}

interface LinkDialogProps {
  readonly title: string;
  /** Who sees more by it. */
  readonly effect: string;
  /** What is searched. */
  readonly label: string;
  /** What is searched first. */
  readonly start: string;
  readonly onSearch: (words: string) => void;
  /** What was found; undefined while that is not known. */
  readonly choices: readonly LinkChoice[] | undefined;
  readonly error: unknown;
  /** There may be more than was found. */
  readonly isPartial?: boolean;
  /** Chosen at first. */
  readonly suggested?: LinkChoice | undefined;
  readonly onClose: () => void;
}

/** Links a client: what or whom to is found by searching. */
export function LinkDialog(props: LinkDialogProps) {
  const { title, effect, label, start, onSearch, choices, error, isPartial, suggested, onClose } = props;
  const t = useTranslations('linking.dialog');
  const texts = useLinkTexts();
  const [chosen, setChosen] = useState(suggested);
  const [isMissing, setMissing] = useState(false);
  const linking = useWrite(changeLink);
  const submit = () => {
    setMissing(!chosen);
    if (!chosen) return false;
    const { client, kind, id, attendee } = chosen;
    return linking.run({ client, kind, id, attendee, linked: true, ...wishNow() });
  };
  return (
    <FormDialog
      title={title}
      submit={t('submit')}
      busy={linking.busy}
      error={isMissing && t('missing')}
      problem={<WriteResult of={linking} texts={texts} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <p dir="auto">{effect}</p>
      <SearchChoice
        label={label}
        start={start}
        onSearch={onSearch}
        choices={choices}
        error={error}
        isPartial={isPartial}
        chosen={chosen}
        onChoose={(choice) => {
          setChosen(choice);
          setMissing(false);
        }}
      />
    </FormDialog>
  );
}
