import { useTranslations } from 'use-intl';
import { tabsCanAgree } from '#src/lib/tabs/tab-locks.ts';
import { useLiveState } from './live-state.ts';

/** Says whether this browser hears of changes at once, and what happens where it does not. Texts of the room `live`. */
export function LiveSetting() {
  const t = useTranslations('live.state');
  const state = useLiveState();
  return <p role="status">{`${t('title')}: ${t(tabsCanAgree() ? state : 'unsupported')}`}</p>;
}
