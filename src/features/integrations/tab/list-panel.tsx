import type { ComponentProps } from 'react';
import type { Elements } from '#src/ui/elements.ts';
import { Panel } from '#src/ui/panel.tsx';
import { PanelTable } from './panel-table.tsx';

interface ListPanelProps<Row>
  extends Pick<
    ComponentProps<typeof PanelTable<Row>>,
    'query' | 'columns' | 'keyOf' | 'stateOf' | 'detail' | 'cards'
  > {
  /** The texts of the panel. */
  readonly say: (key: 'title' | 'lead' | 'failed' | 'empty') => string;
  /** What the query leaves where not all of it is shown. */
  readonly rows?: readonly Row[] | undefined;
  /** Below the list: the way to further rows, what can be done with it. */
  readonly children?: Elements;
}

/** A panel that is a list. */
export function ListPanel<Row>({ say, query, children, rows = query.data, ...table }: ListPanelProps<Row>) {
  return (
    <Panel title={say('title')} lead={say('lead')}>
      <PanelTable<Row>
        {...table}
        label={say('title')}
        query={query}
        texts={{ failed: say('failed'), empty: say('empty') }}
        skeletons={3}
        rows={rows}
      />
      {children}
    </Panel>
  );
}
