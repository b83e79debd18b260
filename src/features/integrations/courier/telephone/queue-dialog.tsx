import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  addAgent,
  agentsOptions,
  type NewAgent,
  type PhoneLine,
} from '#src/api/courier/administration/telephone.ts';
import { type CourierUser, courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { CheckField } from '../../tab/check-field.tsx';
import { ChoosePerson } from '../../tab/choose-person.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { isPhoneOrNone, plainPhone } from '../phone-text.ts';
import { RefreshQueue } from './refresh-queue.tsx';

interface QueueDialogProps {
  readonly line: PhoneLine;
  readonly onClose: () => void;
}

interface AgentForm {
  readonly individual: string | undefined;
  readonly phone: string;
  readonly byTelephone: boolean;
}

/** Who answers the calls that wait at a number, and the way to add someone. */
export function QueueDialog({ line, onClose }: QueueDialogProps) {
  const t = useTranslations('courierTelephone.queue');
  const wrong = useTranslations('courierTelephone')('phoneWrong');
  const agents = useQuery(agentsOptions(line.id));
  const users = useQuery(courierUsersOptions());
  const writing = useWrite<NewAgent, unknown>(addAgent);
  const { form, invalid, edit, check } = useDialogForm<AgentForm>(
    { individual: undefined, phone: '', byTelephone: false },
    writing,
  );
  const phone = plainPhone(form.phone);
  const nameOf = (individual: string | undefined) =>
    users.data?.find((user) => user.individual === individual)?.name ?? individual ?? '';
  const isAgent = ({ individual }: CourierUser) =>
    agents.data?.some((agent) => agent.individual === individual) ?? true;
  const others = users.data?.flatMap((user) =>
    user.individual === undefined || isAgent(user)
      ? []
      : [{ id: user.individual, name: user.name, detail: user.email ?? user.phone }],
  );
  const failed = [agents, users].find((query) => query.isError && !query.data);
  const request = (): NewAgent | undefined => {
    const { individual, byTelephone } = form;
    const isRight = check(individual !== undefined && isPhoneOrNone(phone));
    return isRight && individual !== undefined
      ? { ...wishNow(), line: line.id, individual, phone, byTelephone }
      : undefined;
  };
  return (
    <ChangeDialog
      title={t('title', { phone: line.phone })}
      submit={t('submit')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <RefreshQueue line={line} />
      {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && !(agents.data && others) && <Skeleton height={120} radius="md" aria-hidden />}
      {agents.data && others && (
        <>
          {agents.data.length === 0 && <p>{t('empty')}</p>}
          <ul className="ui-list ui-lines" aria-label={t('agents')}>
            {agents.data.map(({ id, individual, phone: own, inCall }) => (
              <li key={id}>
                <span dir="auto">{nameOf(individual)}</span>
                <span className="ui-note" dir="auto">
                  {[own, inCall && t('inCall')].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
          <p className="ui-note">{t('removal')}</p>
          <ChoosePerson
            people={others}
            chosen={form.individual}
            invalid={invalid && form.individual === undefined}
            onChoose={(individual) => edit({ individual })}
          />
          <TextField
            label={t('phone')}
            hint={t('phoneHint')}
            type="tel"
            value={form.phone}
            longest={30}
            error={invalid && !isPhoneOrNone(phone) && wrong}
            onChange={(typed) => edit({ phone: typed })}
          />
          <CheckField
            label={t('byTelephone')}
            checked={form.byTelephone}
            onChange={(byTelephone) => edit({ byTelephone })}
          />
        </>
      )}
    </ChangeDialog>
  );
}
