import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Raw } from '#src/ui/raw.tsx';

/** So many letters are drawn at once. */
const portion = 20_000;

/** An answer as it came, however long it is. */
export function RawText({ text }: { readonly text: string }) {
  const t = useTranslations('console.answer');
  const [shown, setShown] = useState(portion);
  return (
    <>
      <Raw text={text.slice(0, shown)} />
      {text.length > shown && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + 5 * portion)}>
          {t('more', { count: text.length - shown })}
        </Button>
      )}
    </>
  );
}
