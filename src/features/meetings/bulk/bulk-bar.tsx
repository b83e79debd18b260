import { Button } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { BulkDialogProps } from '../shared/bulk-dialog-props.ts';
import { type BulkAction, bulkActions } from './bulk-actions.ts';
import classes from './bulk-bar.module.css';
import { useChosen, useSelection } from './meeting-selection.ts';

/** The chosen meetings and what can be done with them. */
export function BulkBar() {
  const t = useTranslations('meetings');
  const bulk = useTranslations('bulk');
  const selection = useSelection();
  const chosen = useChosen();
  const [asking, setAsking] = useState<{ readonly Dialog: ComponentType<BulkDialogProps> }>();
  const [loading, setLoading] = useState<BulkAction['id']>();
  const elsewhere = [...chosen.keys()].filter((id) => !selection.shownWith(id)).length;
  const ask = async ({ id, load }: BulkAction) => {
    setLoading(id);
    try {
      const Dialog = await load();
      setAsking({ Dialog });
    } catch (error) {
      // Reported by the page, like any other code that does not arrive.
      setAsking(() => {
        throw error;
      });
    } finally {
      setLoading(undefined);
    }
  };
  return (
    <section className={`ui-row ${classes.bar}`} data-screen aria-label={bulk('label')}>
      <span className="ui-small ui-bold">
        <span>{t('select.count', { count: chosen.size })}</span>
        {elsewhere > 0 && (
          <span className={`ui-dimmed ui-normal ${classes.elsewhere}`}>
            {t('select.elsewhere', { count: elsewhere })}
          </span>
        )}
      </span>
      <div className="ui-row ui-tight ui-end">
        {bulkActions.map((action) => (
          <Button
            key={action.id}
            size="xs"
            variant="default"
            leftSection={<action.icon size={16} aria-hidden />}
            className={action.danger ? 'ui-danger' : ''}
            loading={loading === action.id}
            onClick={() => ask(action)}
          >
            {bulk(`actions.${action.id}`)}
          </Button>
        ))}
        <Button size="xs" variant="subtle" onClick={() => selection.clear()}>
          {t('keys.clear')}
        </Button>
      </div>
      {asking && (
        <asking.Dialog
          meetings={[...chosen.values()]}
          onClose={() => setAsking(undefined)}
          onStarted={() => selection.clear()}
        />
      )}
    </section>
  );
}
