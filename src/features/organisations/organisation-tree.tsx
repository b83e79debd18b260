import { IconBuilding, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Organisation } from '#src/api/claritalk/organisations.ts';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import { closedAtFirst, lineOf, moveOf, type TreeRow, visibleRows } from './model/tree.ts';
import classes from './organisations.module.css';

interface OrganisationTreeProps {
  readonly tree: readonly Organisation[];
  /** UUID. */
  readonly chosen: string;
  readonly onChoose: (uuid: string) => void;
}

/**
 * A tree view of the WAI-ARIA practices: one tab stop, arrow keys move, open and close, letters jump. The focused line
 * is the selected one.
 */
export function OrganisationTree({ tree, chosen, onChoose }: OrganisationTreeProps) {
  const t = useTranslations('organisations');
  const id = useId();
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => {
    // A link to a deeply nested one shows it.
    const above = lineOf(tree, chosen).map(({ uuid }) => uuid);
    return new Set(closedAtFirst(tree).filter((uuid) => !above.includes(uuid)));
  });
  const rows = visibleRows(tree, closed);
  const idOf = (uuid: string) => `${id}-${uuid}`;
  const toggle = (uuid: string) => {
    const next = new Set(closed);
    if (!next.delete(uuid)) next.add(uuid);
    setClosed(next);
    // The selected one is always visible.
    const hidden = next.has(uuid) && lineOf(tree, chosen).some((above) => above.uuid === uuid);
    if (hidden && uuid !== chosen) go(uuid);
  };
  const go = (uuid: string) => {
    onChoose(uuid);
    document.getElementById(idOf(uuid))?.focus();
  };
  // From the line that has the focus: the selection is in the address, which follows a moment later.
  const press = (key: string, from: string) => {
    const move = moveOf(key, rows, from);
    if (!move) return false;
    if ('go' in move) go(move.go);
    else if ('toggle' in move) toggle(move.toggle);
    else setClosed(new Set([...closed].filter((uuid) => !move.open.includes(uuid))));
    return true;
  };
  return (
    <div role="tree" aria-label={t('tree')} className={`ui-card ui-small ${classes.tree}`}>
      {rows.map((row) => (
        <Line
          key={row.organisation.uuid}
          id={idOf(row.organisation.uuid)}
          row={row}
          chosen={row.organisation.uuid === chosen}
          onKey={(key) => press(key, row.organisation.uuid)}
          onChoose={() => go(row.organisation.uuid)}
          onToggle={() => toggle(row.organisation.uuid)}
        />
      ))}
    </div>
  );
}

interface LineProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly chosen: boolean;
  readonly onKey: (key: string) => boolean;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
}

function Line({ id, row, chosen, onKey, onChoose, onToggle }: LineProps) {
  const { organisation, level, position, siblings, expanded } = row;
  const Arrow = expanded ? IconChevronDown : IconChevronRight;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={expanded}
      aria-selected={chosen}
      tabIndex={chosen ? 0 : -1}
      className={`ui-entry ${classes.line}`}
      style={{ paddingInlineStart: `${(level - 1) * 1.25 + 0.5}rem` }}
      onKeyDown={onKeys({ other: onKey })}
      onClick={onChoose}
    >
      {/* For the pointer; by keyboard the arrows do it. */}
      <span
        className={`ui-sign ${classes.arrow}`}
        aria-hidden
        onClick={(event) => {
          if (expanded === undefined) return;
          event.stopPropagation();
          onToggle();
        }}
      >
        {expanded !== undefined && <Arrow size={16} />}
      </span>
      <IconBuilding size={18} aria-hidden />
      <span className={`ui-breaks ${classes.text}`}>
        <span className="ui-strong" dir="auto">
          {organisation.name}
        </span>
        {organisation.domain && (
          <span className="ui-note" dir="auto">
            {organisation.domain}
          </span>
        )}
      </span>
    </div>
  );
}
