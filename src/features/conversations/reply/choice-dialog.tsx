import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { inMenuOrder, type MenuItem, menuOptions, offerItem } from '#src/api/chat2desk/menu.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';

interface ChoiceDialogProps {
  readonly client: number;
  readonly channel: number;
  readonly onClose: () => void;
}

/** Offers a client an item of the channel's self-service menu, exactly as it is shown here. */
export function ChoiceDialog({ client, channel, onClose }: ChoiceDialogProps) {
  const t = useTranslations('conversations.choice');
  const query = useQuery(menuOptions());
  const offering = useWrite(offerItem, undefined, shownAnyway);
  const [chosen, setChosen] = useState<number>();
  const [isMissing, setMissing] = useState(false);
  const data = query.data?.filter((one) => one.channel === undefined || one.channel === channel);
  const submit = () => {
    setMissing(chosen === undefined);
    if (chosen === undefined) return false;
    return offering.run({ client, item: chosen, ...wishNow() });
  };
  return (
    <FormDialog
      title={t('title')}
      submit={data && data.length > 0 ? t('send') : undefined}
      busy={offering.busy}
      error={isMissing && t('missing')}
      problem={
        <WriteResult
          of={offering}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
      {!data && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {data?.length === 0 && <p>{t('none')}</p>}
      {data && data.length > 0 && (
        <fieldset className="ui-stack">
          <legend className="ui-note">{t('lead')}</legend>
          {inMenuOrder(data).map(({ item: one }) => (
            <label key={one.id} className="ui-check">
              <input
                type="radio"
                name="choice"
                checked={one.id === chosen}
                onChange={() => setChosen(one.id)}
              />
              <Shown item={one} choices={data.filter(({ parent }) => parent === one.id)} />
            </label>
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}

interface ShownProps {
  readonly item: MenuItem;
  readonly choices: readonly MenuItem[];
}

function Shown({ item: { name, text }, choices }: ShownProps) {
  return (
    <span className="ui-row ui-tight">
      <strong dir="auto">{name}</strong>
      {text !== '' && (
        <span className="ui-hint" dir="auto">
          {text}
        </span>
      )}
      {choices.length > 0 && (
        <span className="ui-note" dir="auto">
          {choices.map((one) => one.name).join(' · ')}
        </span>
      )}
    </span>
  );
}
