import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Table } from '#src/ui/list/table.tsx';
import { Notice } from '#src/ui/notice.tsx';
import classes from './invite.module.css';
import { type ColumnUse, columnUses } from './list/columns.ts';
import {
  type ColumnChoice,
  guessOf,
  headingsOf,
  type ListTable,
  peopleOfTable,
  rowsOf,
  samplesOf,
} from './list/table.ts';

interface InviteColumnsProps {
  readonly table: ListTable;
  /** The earlier choice, or what the columns seem to be. */
  readonly choice: ColumnChoice;
  readonly onBack: () => void;
  readonly onChoose: (choice: ColumnChoice) => void;
}

/** How many people to show to check the columns. */
const shown = 3;

/** Lets a person say what each column of a list is, with its heading, some of its cells, and the resulting people. */
export function InviteColumns({ table, choice: before, onBack, onChoose }: InviteColumnsProps) {
  const t = useTranslations('people.invite.table');
  const [choice, setChoice] = useState(before);
  const [isMissing, setMissing] = useState(false);
  const { hasHeadings, uses } = choice;
  const headings = headingsOf(table, hasHeadings);
  const nameOf = (column: number) => headings?.[column] || t('number', { number: column + 1 });
  const hasName = (['name', 'first', 'last'] as const).some((use) => uses.includes(use));
  const change = (column: number, use: ColumnUse) => {
    // A person has one address and one name: another column loses that meaning.
    const free = uses.map((other) => (other === use ? 'unused' : other));
    setChoice({ hasHeadings, uses: free.with(column, use) });
    setMissing(false);
  };
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (uses.includes('email')) onChoose(choice);
        else setMissing(true);
      }}
    >
      <div className={`ui-small ${classes.intro}`}>
        <h2>{t('title')}</h2>
        <p>{t('lead')}</p>
      </div>
      <label className="ui-check">
        <input
          type="checkbox"
          checked={hasHeadings}
          disabled={table.records.length < 2}
          onChange={({ currentTarget: { checked } }) =>
            setChoice({ hasHeadings: checked, uses: guessOf(table, checked).uses })
          }
        />
        <span>{t('headings')}</span>
      </label>
      <div className={classes.columns}>
        <Table
          label={t('title')}
          cards
          columns={[
            { id: 'column', title: t('column'), width: 16, cell: ({ column }) => nameOf(column) },
            {
              id: 'samples',
              title: t('samples'),
              cell: ({ column }) => <Samples of={samplesOf(table, hasHeadings, column)} />,
            },
            { id: 'use', title: t('use'), width: 17, cell: (row) => <Use {...row} /> },
          ]}
          rows={uses.map((use, column) => ({
            use,
            column,
            name: nameOf(column),
            onChange: (next: ColumnUse) => change(column, next),
          }))}
          keyOf={({ column }) => column}
          stateOf={({ use }) => (use === 'unused' ? 'quiet' : undefined)}
        />
      </div>
      {uses.includes('email') && (
        <section className={`ui-small ${classes.intro}`} aria-label={t('reads')}>
          <h3 className="ui-small">{t('reads')}</h3>
          <ul className={`ui-list ${classes.people}`}>
            {peopleOfTable({ ...table, records: table.records.slice(0, 50) }, choice)
              .filter(({ email }) => email !== '')
              .slice(0, shown)
              .map(({ line, name, email, role }) => (
                <li key={line}>
                  <span className="ui-strong" dir="auto">
                    {name || '–'}
                  </span>
                  <span className="ui-dimmed" dir="auto">
                    {email}
                  </span>
                  {role !== undefined && (
                    <span className="ui-dimmed" dir="auto">
                      {role}
                    </span>
                  )}
                </li>
              ))}
          </ul>
        </section>
      )}
      {uses.includes('email') && !hasName && rowsOf(table, hasHeadings).length > 0 && (
        <Notice kind="info">
          <p>{t('noName')}</p>
        </Notice>
      )}
      {isMissing && (
        <p role="alert" className="ui-problem">
          {t('noEmail')}
        </p>
      )}
      <div className="ui-row">
        <Button variant="default" onClick={onBack}>
          {t('back')}
        </Button>
        <Button type="submit">{t('confirm')}</Button>
      </div>
    </form>
  );
}

function Samples({ of }: { readonly of: readonly string[] }) {
  return (
    <div>
      {of.map((sample) => (
        <p key={sample} dir="auto">
          {sample}
        </p>
      ))}
    </div>
  );
}

interface UseProps {
  readonly use: ColumnUse;
  /** Of the column. */
  readonly name: string;
  readonly onChange: (use: ColumnUse) => void;
}

function Use({ use, name, onChange }: UseProps) {
  const t = useTranslations('people.invite.table');
  return (
    <select
      aria-label={t('useOf', { column: name })}
      value={use}
      onChange={(event) => {
        const chosen = columnUses.find((known) => known === event.currentTarget.value);
        if (chosen) onChange(chosen);
      }}
    >
      {columnUses.map((one) => (
        <option key={one} value={one}>
          {t(`uses.${one}`)}
        </option>
      ))}
    </select>
  );
}
