import type { ChangeEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { useChosen, useIsChosen, useSelection } from '../bulk/meeting-selection.ts';
import classes from './select-box.module.css';
import type { RowTexts } from './use-row-texts.ts';

interface SelectBoxProps {
  readonly meeting: MeetingListItem;
  readonly texts: RowTexts;
}

/** Selects a meeting; with Shift, everything from the last selected one. */
export function SelectBox({ meeting, texts }: SelectBoxProps) {
  const selection = useSelection();
  const chosen = useIsChosen(meeting.id);
  const choose = ({ nativeEvent }: ChangeEvent) => {
    if (nativeEvent instanceof MouseEvent && nativeEvent.shiftKey) selection.extendTo(meeting);
    else selection.toggle(meeting);
  };
  return (
    <label className={classes.box} data-screen>
      <input
        type="checkbox"
        checked={chosen}
        aria-label={texts.select(meeting.name ?? texts.untitled)}
        onChange={choose}
      />
    </label>
  );
}

/** Selects or deselects all meetings of the page. */
export function SelectPage({ shown }: { readonly shown: readonly MeetingListItem[] }) {
  const t = useTranslations('meetings.select');
  const selection = useSelection();
  const chosen = useChosen();
  const count = shown.filter(({ id }) => chosen.has(id)).length;
  const all = count > 0 && count === shown.length;
  return (
    <label className={classes.box} data-screen>
      <input
        type="checkbox"
        aria-label={t('page')}
        checked={all}
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && !all;
        }}
        onChange={() => selection.set(shown, !all)}
      />
    </label>
  );
}
