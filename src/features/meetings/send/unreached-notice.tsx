import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import type { Unreached } from '../shared/reach.ts';

interface UnreachedNoticeProps {
  readonly unreached: readonly Unreached[];
  readonly isAdmin: boolean;
  /** Makes a client of one of them, where the company may write first. */
  readonly onFirst: ((one: Unreached) => void) | undefined;
}

/** Attendees who get nothing, each with the reason, and what to do about it. */
export function UnreachedNotice({ unreached, isAdmin, onFirst }: UnreachedNoticeProps) {
  const t = useTranslations('sharing.unreached');
  const first = useTranslations('linking.first');
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
      {onFirst && (
        <div className="ui-row">
          {unreached.map((one) => (
            <Button
              key={`${one.name} ${one.email}`}
              size="compact-sm"
              variant="default"
              onClick={() => onFirst(one)}
              dir="auto"
            >
              {first('actionOf', { name: one.name })}
            </Button>
          ))}
        </div>
      )}
    </Notice>
  );
}
