import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import type { Unreached } from './reach.ts';

interface UnreachedNoticeProps {
  readonly unreached: readonly Unreached[];
  readonly isAdmin: boolean;
}

/** Attendees who get nothing, each with the reason, and what to do about it. */
export function UnreachedNotice({ unreached, isAdmin }: UnreachedNoticeProps) {
  const t = useTranslations('sharing.unreached');
  const whys = [...new Set(unreached.map(({ why }) => why))];
  if (whys.length === 0) return null;
  return (
    <Notice kind="info" title={t('title')}>
      {whys.map((why) => {
        const names = unreached.filter((one) => one.why === why).map(({ name }) => name);
        const text = why === 'noAddress' ? 'noAddress' : isAdmin ? 'unknownAdmin' : 'unknown';
        return (
          <p key={why} dir="auto">
            {t(text, { names: names.join(', '), count: names.length })}
          </p>
        );
      })}
    </Notice>
  );
}
