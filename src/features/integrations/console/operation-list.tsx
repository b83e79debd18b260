import { memo, useDeferredValue, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SystemId } from '#contract/system.ts';
import type { ConsoleOperation } from '#src/api/gateway/console.ts';
import { paths } from '#src/paths.ts';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { type FollowLink, useFollowLink } from '#src/ui/list/use-follow-link.ts';
import classes from './console.module.css';
import { EffectBadge } from './effect-badge.tsx';
import { findOperations, type OperationGroup } from './model/find-operations.ts';

/** A list up to this length is drawn whole; of a longer one only open groups, or what was found. */
const fewOperations = 40;

const keepingPlace = { preventScrollReset: true };

interface OperationListProps {
  readonly system: SystemId;
  readonly operations: readonly ConsoleOperation[];
  /** Its name. */
  readonly chosen: string | undefined;
}

/**
 * All operations by what they are about, to be found by words. It is drawn when another one is chosen, and not again
 * with the form of that one.
 */
export const OperationList = memo(function OperationList({ system, operations, chosen }: OperationListProps) {
  const t = useTranslations('console.list');
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed);
  const groups = useMemo(() => findOperations(operations, words), [operations, words]);
  const count = groups.reduce((sum, group) => sum + group.operations.length, 0);
  const isShort = count <= fewOperations;
  const follow = useFollowLink(keepingPlace);
  return (
    <nav className={classes.list} aria-label={t('label')}>
      <SearchBox label={t('search')} placeholder={t('placeholder')} value={typed} onChange={setTyped} />
      <p role="status" className="ui-note">
        {t('count', { count })}
      </p>
      {count === 0 && <NoMatch text={t('none')} by="search" onReset={() => setTyped('')} />}
      <div className={classes.groups}>
        {groups.map((group) => (
          <Group
            key={`${group.resource}${isShort}`}
            group={group}
            system={system}
            chosen={group.operations.find(({ name }) => name === chosen)?.name}
            isShort={isShort}
            follow={follow}
          />
        ))}
      </div>
    </nav>
  );
});

interface GroupProps {
  readonly group: OperationGroup<ConsoleOperation>;
  readonly system: SystemId;
  /** Undefined where the chosen one is in another group. */
  readonly chosen: string | undefined;
  /** All groups are open then, from the start. */
  readonly isShort: boolean;
  readonly follow: FollowLink;
}

const Group = memo(function Group({ group, system, chosen, isShort, follow }: GroupProps) {
  const { resource, operations } = group;
  const [open, setOpen] = useState(isShort || chosen !== undefined);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.resource}>
        <span dir="auto" lang="en">
          {resource}
        </span>
        <span className="ui-note">{operations.length}</span>
      </summary>
      {open && (
        <ul className="ui-list">
          {operations.map(({ name, title, effect }) => (
            <li key={name} data-row>
              <a
                href={paths.apiConsole(system, name)}
                onClick={follow}
                className={`ui-entry ${classes.link}`}
                aria-current={name === chosen ? 'true' : undefined}
              >
                <span className="ui-grow" dir="auto" lang="en">
                  {title}
                </span>
                {effect !== 'read' && <EffectBadge effect={effect} />}
              </a>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
});
