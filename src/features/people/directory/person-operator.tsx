import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { linkOperator, operatorLinksOptions } from '#src/api/chat2desk/operator-links.ts';
import { operatorsOptions } from '#src/api/chat2desk/operators.ts';
import type { User } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { LinkChange } from '#src/api/gateway/changes/link-person.ts';
import { peopleOf } from '#src/services/conversations/people-of.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { Panel } from '#src/ui/panel.tsx';

/** No id of an operator: the one with the person's e-mail address, if there is one. */
const byEmail = '';

/** Which operator of Chat2Desk someone is, for admins: they see and answer what is assigned to it. */
export function PersonOperator({ user }: { readonly user: User }) {
  const t = useTranslations('people.operator');
  const operators = useQuery(operatorsOptions());
  const links = useQuery(operatorLinksOptions());
  const failed = [operators, links].find(({ isError, data }) => isError && !data);
  const retry = () => void Promise.all([operators.refetch(), links.refetch()]);
  return (
    <Panel title={t('title')} lead={t('lead')}>
      {failed && <ErrorState error={failed.error} onRetry={retry} />}
      {!failed && !(operators.data && links.data) && <Skeleton height={80} aria-hidden />}
      {operators.data && links.data && (
        <OperatorForm
          key={links.data.get(user.uuid) ?? byEmail}
          user={user}
          operators={operators.data}
          links={links.data}
        />
      )}
    </Panel>
  );
}

interface OperatorFormProps {
  readonly user: User;
  readonly operators: Parameters<typeof peopleOf>[0];
  readonly links: Parameters<typeof peopleOf>[2];
}

function OperatorForm({ user, operators, links }: OperatorFormProps) {
  const t = useTranslations('people.operator');
  const linking = useWrite<LinkChange, unknown>(linkOperator);
  const now = String(links.get(user.uuid) ?? byEmail);
  const [chosen, setChosen] = useState(now);
  const [own] = [...peopleOf(operators, [user], new Map()).keys()];
  const nameOf = (id: number | undefined) => operators.find((one) => one.id === id)?.name;
  const sameAddress = nameOf(own);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (chosen === now) return;
    void linking.run({ ...wishNow(), person: user.uuid, id: chosen === byEmail ? null : chosen });
  };
  return (
    <form className="ui-stack" onSubmit={submit}>
      <NativeSelect
        label={t('label')}
        value={chosen}
        data={[
          {
            value: byEmail,
            label: sameAddress === undefined ? t('nobody') : t('byEmail', { name: sameAddress }),
          },
          ...operators.map(({ id, name, email }) => ({
            value: String(id),
            label: [name, email].filter(Boolean).join(' · '),
          })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          setChosen(value);
          linking.clear();
        }}
      />
      <WriteResult of={linking} texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }} />
      <div className="ui-row ui-tight">
        <Button type="submit" variant="default" loading={linking.busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
