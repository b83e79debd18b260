import '@mantine/core/styles/Input.layer.css';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  type Integration,
  integrationsOptions,
  type Relation,
  relationSearchOptions,
} from '#src/api/claritalk/integrations.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { onKeys, swallow } from '#src/ui/keyboard/keyboard.ts';
import { useErrorText } from '../problems/error-text.ts';
import classes from './relation-picker.module.css';

export interface RelationPickerProps {
  /** Ids of relations that are chosen already, as text. */
  readonly chosen: readonly string[];
  /** Searched for at once. */
  readonly suggest?: string;
  readonly onChoose: (relation: Relation) => void;
  readonly onClose: () => void;
}

/** The pause in typing after which the connected system is queried, in milliseconds. */
const pauseMs = 300;
/** Fewer letters would find everyone. */
const leastLetters = 2;
const maxShown = 20;

/** The systems that can be asked, those that keep relations first. */
const askable = (integrations: readonly Integration[]) =>
  integrations
    .filter(({ connected }) => connected !== false)
    .toSorted((one, other) => Number(other.type === 'crm') - Number(one.type === 'crm'));

/** Finds relations in a connected system as someone types, and hands over those that are chosen. */
export function RelationPicker({ chosen, suggest = '', onChoose, onClose }: RelationPickerProps) {
  const t = useTranslations('relations');
  const errors = useTranslations('errors');
  const errorText = useErrorText();
  const integrations = useQuery(integrationsOptions());
  const systems = askable(integrations.data ?? []);
  const [systemId, setSystemId] = useState<number>();
  const system = systems.find(({ id }) => id === systemId) ?? systems[0];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches for Escape from the controls inside.
    <div
      className={`ui-parts ui-box ui-small ui-after ${classes.picker}`}
      onKeyDown={onKeys({ does: { Escape: onClose } })}
    >
      <div className={`ui-line ${classes.head}`}>
        {systems.length > 1 ? (
          <NativeSelect
            aria-label={t('system')}
            value={system?.id}
            onChange={({ currentTarget: { value } }) => setSystemId(Number(value))}
            data={systems.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        ) : (
          <span className="ui-strong" dir="auto">
            {system?.name}
          </span>
        )}
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('close')} onClick={onClose}>
          <IconX size={17} aria-hidden />
        </ActionIcon>
      </div>
      {integrations.isError && !integrations.data && (
        <Problem text={errorText(integrations.error)} onRetry={() => void integrations.refetch()}>
          {errors('retry')}
        </Problem>
      )}
      {integrations.data && !system && <p className={`ui-note ${classes.hint}`}>{t('noSystem')}</p>}
      {system && (
        <Search key={system.id} system={system} chosen={chosen} suggest={suggest} onChoose={onChoose} />
      )}
    </div>
  );
}

interface SearchProps extends Omit<RelationPickerProps, 'onClose' | 'suggest'> {
  readonly system: Integration;
  readonly suggest: string;
}

function Search({ system, chosen, suggest, onChoose }: SearchProps) {
  const t = useTranslations('relations');
  const errors = useTranslations('errors');
  const errorText = useErrorText();
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(suggest);
  const [term] = useDebouncedValue(text.trim(), pauseMs);
  const { data: self } = useQuery(currentUserQuery());
  // The search was just opened to type in.
  useEffect(() => field.current?.focus(), []);
  const enough = term.length >= leastLetters;
  const { data, error, isError, isFetching, refetch } = useQuery({
    ...relationSearchOptions(system.id, self?.uuid ?? '', term),
    enabled: self !== undefined && enough,
  });
  const found = enough ? data : undefined;
  const shown = found?.slice(0, maxShown) ?? [];
  const failed = error instanceof ApiError && error.status === 422;
  const move = (step: 1 | -1) => () => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = buttons.findIndex((button) => button.matches(':focus')) + step;
    (next < 0 ? field.current : buttons[Math.min(next, buttons.length - 1)])?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys between the field and the results inside.
    <div className="ui-stack" onKeyDown={onKeys({ moves: { ArrowDown: move(1), ArrowUp: move(-1) } })}>
      <TextInput
        ref={field}
        type="search"
        label={t('search', { name: system.name })}
        description={t('hint', { name: system.name })}
        inputWrapperOrder={['label', 'input', 'description']}
        value={text}
        maxLength={255}
        autoComplete="off"
        leftSection={<IconSearch size={16} aria-hidden />}
        onChange={(event) => setText(event.currentTarget.value)}
        // The form around it is not to be sent.
        onKeyDown={onKeys({ does: { Enter: swallow } })}
      />
      <p role="status" className={`ui-note ${classes.hint}`}>
        {enough && text.trim() === term && (isFetching || found) && (
          <span>{isFetching ? t('searching') : t('found', { count: found?.length ?? 0 })}</span>
        )}
        {found && found.length > shown.length && <span>{` ${t('first', { shown: shown.length })}`}</span>}
      </p>
      {isError && enough && (
        <Problem
          text={failed ? t('failed', { name: system.name }) : errorText(error)}
          onRetry={() => void refetch()}
        >
          {errors('retry')}
        </Problem>
      )}
      {shown.length > 0 && (
        <ul ref={list} className={`ui-list ui-scrolls ${classes.results}`} aria-label={t('results')}>
          {shown.map((relation) => (
            <li key={relation.id}>
              <Result
                relation={relation}
                added={chosen.includes(String(relation.id))}
                onChoose={() => onChoose(relation)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ResultProps {
  readonly relation: Relation;
  readonly added: boolean;
  readonly onChoose: () => void;
}

/** One that is already chosen stays where it is and says so. */
function Result({ relation: { id, label }, added, onChoose }: ResultProps) {
  const t = useTranslations('relations');
  const Icon = added ? IconCheck : IconPlus;
  return (
    <button
      type="button"
      className={`ui-entry ui-full ${classes.result}`}
      aria-disabled={added || undefined}
      onClick={() => !added && onChoose()}
    >
      <Icon size={16} aria-hidden />
      <span className="ui-grow" dir="auto">
        {label}
      </span>
      <span className="ui-note ui-fixed" dir="auto">
        {added ? t('added') : id}
      </span>
    </button>
  );
}

interface ProblemProps {
  readonly text: string;
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

function Problem({ text, onRetry, children }: ProblemProps) {
  return (
    <div className={classes.problem} role="alert">
      <p className="ui-problem" dir="auto">
        {text}
      </p>
      <Button size="xs" variant="default" onClick={onRetry} dir="auto">
        {children}
      </Button>
    </div>
  );
}
