import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { usualRoles } from './profile.ts';

interface RoleFieldProps {
  /** Undefined: as it is. */
  readonly role: string | undefined;
  readonly invalid: boolean;
  readonly onChange: (role: string | undefined) => void;
}

/** The role that someone is to have. Their current one is not known, so it starts with "unchanged". */
export function RoleField({ role, invalid, onChange }: RoleFieldProps) {
  const t = useTranslations('people.edit');
  const [chosen, setChosen] = useState<string>();
  // It becomes undefined from outside once it was saved.
  const typing = role !== undefined && (chosen === 'other' || !usualRoles.some((usual) => usual === role));
  return (
    <>
      <NativeSelect
        label={t('role')}
        value={typing ? 'other' : (role ?? 'unchanged')}
        onChange={({ currentTarget: { value } }) => {
          setChosen(value);
          onChange(value === 'other' ? '' : usualRoles.find((known) => known === value));
        }}
        data={['unchanged' as const, ...usualRoles, 'other' as const].map((value) => ({
          value,
          label: t(`roles.${value}`),
        }))}
      />
      {typing && (
        <TextInput
          label={t('roleName')}
          value={role ?? ''}
          error={invalid && t('roleProblem')}
          autoCapitalize="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  );
}
