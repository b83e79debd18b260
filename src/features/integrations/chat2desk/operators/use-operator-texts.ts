import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { operatorRoles } from '#contract/chat2desk/enumerations.ts';
import { type Operator, operatorStatusesOptions } from '#src/api/chat2desk/operators.ts';

/** Statuses of Chat2Desk that the interface has words for. */
const worded = ['0', '1', '2', '3', '4', '5'] as const;

/** How roles and states of operators are put into words; those that are unknown here keep Chat2Desk's. */
export function useOperatorTexts() {
  const t = useTranslations('chat2desk.operators');
  const { data: statuses = [] } = useQuery(operatorStatusesOptions());
  const status = (id: number): string => {
    const known = worded.find((one) => one === String(id));
    return known ? t(`statuses.${known}`) : (statuses.find((one) => one.id === id)?.name ?? String(id));
  };
  return {
    status,
    statuses: statuses.map(({ id }) => ({ value: String(id), label: status(id) })),
    role(role: string): string {
      const known = operatorRoles.find((one) => one === role);
      return known ? t(`roles.${known}`) : role;
    },
    /** Whether they are there, and what they do. */
    presence: ({ online, status: id }: Operator): string =>
      [t(online ? 'online' : 'offline'), ...(id === undefined ? [] : [status(id)])].join(' · '),
  };
}
