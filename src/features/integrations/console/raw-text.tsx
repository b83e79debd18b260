import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { Raw } from '#src/ui/raw.tsx';

/** How many characters are drawn at once. */
const portion = 20_000;

/** A response as received, however long it is. */
export function RawText({ text }: { readonly text: string }) {
  const t = useTranslations('console.answer');
  const [shown, setShown] = useState(portion);
  return (
    <>
      <Raw text={wholeCharacters(text, shown)} />
      {text.length > shown && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + 5 * portion)}>
          {t('more', { count: text.length - shown })}
        </Button>
      )}
    </>
  );
}
