import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Relation } from '#src/api/integrations.ts';
import classes from './integrations.module.css';

/** Rows shown at first and with each step. */
const portion = 50;

interface RelationsTableProps {
  readonly relations: readonly Relation[];
  readonly label: string;
}

/** What a connected system calls them, and by which id it knows them. */
export function RelationsTable({ relations, label }: RelationsTableProps) {
  const t = useTranslations('integrations');
  const [shown, setShown] = useState(portion);
  return (
    <>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('relations.name')}</th>
            <th scope="col">{t('relations.id')}</th>
          </tr>
        </thead>
        <tbody>
          {relations.slice(0, shown).map(({ id, label: name }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>
                <code>{id}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {relations.length > shown && (
        <Button variant="default" size="xs" onClick={() => setShown(shown + portion)}>
          {t('more', { count: Math.min(portion, relations.length - shown) })}
        </Button>
      )}
    </>
  );
}
