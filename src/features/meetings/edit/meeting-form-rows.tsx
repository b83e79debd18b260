import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactElement, useId } from 'react';
import { flushSync } from 'react-dom';
import { useTranslations } from 'use-intl';
import { RelationPickerButton } from '#src/services/relations/relation-picker-button.tsx';
import type { Elements } from '#src/ui/elements.ts';
import classes from './meeting-form.module.css';
import { type AttendeeRow, hasEmailProblem, type TopicRow, withRelation } from './meeting-form.ts';

interface RowsProps<Row> {
  readonly rows: readonly Row[];
  readonly error: string | undefined;
  readonly onChange: (rows: readonly Row[]) => void;
}

/** Who is expected, with what a connected system calls them. */
export function AttendeeRows({ rows, error, onChange }: RowsProps<AttendeeRow>) {
  const t = useTranslations('meetingForm.attendee');
  return (
    <Rows
      rows={rows}
      error={error}
      onChange={onChange}
      title={t('title')}
      addLabel={t('add')}
      removeLabel={(row) => t('remove', { name: row.name || t('unnamed') })}
      blank={(row) => ({ row, name: '', email: '', integrationId: '' })}
      more={
        <RelationPickerButton
          label={t('fromRelations')}
          chosen={rows.map(({ integrationId }) => integrationId)}
          onChoose={(relation) => onChange(withRelation(rows, relation))}
        />
      }
    >
      {(row, change) => (
        <>
          <TextInput
            label={t('name')}
            maxLength={255}
            value={row.name}
            aria-invalid={error !== undefined && row.name.trim() === ''}
            onChange={(event) => change({ ...row, name: event.currentTarget.value })}
          />
          <TextInput
            label={t('email')}
            inputMode="email"
            maxLength={255}
            value={row.email}
            aria-invalid={error !== undefined && hasEmailProblem(row)}
            onChange={(event) => change({ ...row, email: event.currentTarget.value })}
          />
          <TextInput
            label={t('integrationId')}
            maxLength={255}
            value={row.integrationId}
            onChange={(event) => change({ ...row, integrationId: event.currentTarget.value })}
          />
        </>
      )}
    </Rows>
  );
}

/** What is to be talked about. */
export function TopicRows({ rows, error, onChange }: RowsProps<TopicRow>) {
  const t = useTranslations('meetingForm.topic');
  return (
    <Rows
      rows={rows}
      error={error}
      onChange={onChange}
      title={t('title')}
      addLabel={t('add')}
      removeLabel={(row) => t('remove', { name: row.topic || t('unnamed') })}
      blank={(row) => ({ row, topic: '', description: '' })}
    >
      {(row, change) => (
        <>
          <TextInput
            label={t('topic')}
            maxLength={500}
            value={row.topic}
            aria-invalid={error !== undefined && row.topic.trim() === ''}
            onChange={(event) => change({ ...row, topic: event.currentTarget.value })}
          />
          <TextInput
            label={t('description')}
            maxLength={5000}
            value={row.description}
            onChange={(event) => change({ ...row, description: event.currentTarget.value })}
          />
        </>
      )}
    </Rows>
  );
}

interface RowsOfProps<Row extends { readonly row: number }> extends RowsProps<Row> {
  readonly title: string;
  readonly addLabel: string;
  readonly removeLabel: (row: Row) => string;
  readonly blank: (row: number) => Row;
  /** Further ways to add rows. */
  readonly more?: Elements;
  readonly children: (row: Row, change: (row: Row) => void) => ReactElement;
}

function Rows<Row extends { readonly row: number }>(props: RowsOfProps<Row>) {
  const { rows, error, onChange, title, addLabel, removeLabel, blank, more, children } = props;
  const id = useId();
  const add = () => {
    const row = Math.max(-1, ...rows.map((each) => each.row)) + 1;
    // Rendered at once, so that the next letter already goes into the new row.
    flushSync(() => onChange([...rows, blank(row)]));
    document.querySelector<HTMLElement>(`[data-rows="${id}"] > :last-child input`)?.focus();
  };
  const remove = (row: Row) => {
    flushSync(() => onChange(rows.filter((other) => other !== row)));
    document.getElementById(id)?.focus();
  };
  return (
    <fieldset aria-describedby={error && `${id}-error`}>
      <legend dir="auto">{title}</legend>
      <div data-rows={id}>
        {rows.map((row) => (
          <div key={row.row} className={classes.row}>
            {children(row, (next) => onChange(rows.map((other) => (other === row ? next : other))))}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              className={classes.remove ?? ''}
              aria-label={removeLabel(row)}
              onClick={() => remove(row)}
            >
              <IconTrash size={17} aria-hidden />
            </ActionIcon>
          </div>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className={`ui-danger ui-tiny ${classes.error}`} role="alert" dir="auto">
          {error}
        </p>
      )}
      <div className="ui-row">
        <Button
          id={id}
          size="xs"
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={add}
          dir="auto"
        >
          {addLabel}
        </Button>
        {more}
      </div>
    </fieldset>
  );
}
