import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type CourierUser, courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { matchesWords } from '../tab/matches-words.ts';
import { Said } from '../tab/said.tsx';

interface PersonPickerProps {
  readonly label: string;
  /** Undefined until someone is chosen. */
  readonly value: CourierUser | undefined;
  readonly onChange: (user: CourierUser | undefined) => void;
}

/** As many as are offered; a further word leaves fewer. */
const most = 8;

/** Chooses someone whom Courier knows, by name, e-mail address or telephone number. */
export function PersonPicker({ label, value, onChange }: PersonPickerProps) {
  const t = useTranslations('connections.person');
  const { data, isError, error, refetch } = useQuery(courierUsersOptions());
  const [search, setSearch] = useState('');
  if (value) {
    return (
      <div className="ui-row">
        <strong dir="auto">{value.name}</strong>
        <span className="ui-hint" dir="auto">
          {value.email ?? value.phone}
        </span>
        <Button size="xs" variant="default" onClick={() => onChange(undefined)}>
          {t('other')}
        </Button>
      </div>
    );
  }
  if (isError && !data)
    return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} />;
  const isTyped = search.trim() !== '';
  const fits = ({ individual, name, email, phone }: CourierUser) =>
    isTyped && individual !== undefined && matchesWords(search, name, email, phone);
  const found = data?.filter(fits) ?? [];
  const isNobody = isTyped && data !== undefined && found.length === 0;
  const rest = found.length - most;
  const hint = isNobody ? t('none') : rest > 0 ? t('more', { count: rest }) : '';
  return (
    <div className="ui-stack">
      <SearchBox label={label} value={search} onChange={setSearch} />
      <ul className="ui-list ui-row ui-tight" aria-label={label}>
        {found.slice(0, most).map((user) => (
          <li key={user.id}>
            <Button size="xs" variant="default" onClick={() => onChange(user)} dir="auto">
              {[user.name, user.email].filter(Boolean).join(' · ')}
            </Button>
          </li>
        ))}
      </ul>
      <Said text={hint} />
    </div>
  );
}
