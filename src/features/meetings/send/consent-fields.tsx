import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { askConsent } from '#src/api/courier/ask-consent.ts';
import type { MeetingPerson } from '#src/api/courier/meeting-people.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';

/** What people are asked, and where. */
export interface ConsentQuestion {
  /** UUID. */
  readonly meeting: string;
  /** In the language of the message; undefined while that is loaded. */
  readonly text: string | undefined;
}

interface ConsentFieldsProps {
  readonly person: MeetingPerson;
  readonly question: ConsentQuestion;
  readonly disabled: boolean;
}

/** Why someone with a telephone gets no text message, and the question that may change that. */
export function ConsentFields({ person, question, disabled }: ConsentFieldsProps) {
  const t = useTranslations('sharing.consent');
  const asking = useWrite(askConsent);
  const { name, phone = '', consent, user } = person;
  const { meeting, text } = question;
  return (
    <div className="ui-note ui-stack ui-tight">
      <p>{t(consent === 'accepted' ? 'none' : consent, { name, phone })}</p>
      {consent === 'none' && text !== undefined && (
        <>
          <p dir="auto">{t('question', { text })}</p>
          <div>
            <Button
              size="compact-sm"
              variant="default"
              loading={asking.busy}
              disabled={disabled}
              onClick={() => void asking.run({ user, meeting, question: text, ...wishNow() })}
            >
              {t('ask', { name })}
            </Button>
          </div>
        </>
      )}
      <WriteResult of={asking} texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }} />
    </div>
  );
}
