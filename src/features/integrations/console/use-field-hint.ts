import { useFormatter, useTranslations } from 'use-intl';
import type { FormNode, NumberNode } from './model/form-node.ts';

const mebibyte = 2 ** 20;

/** What a field accepts, in a few words; nothing where that is obvious. */
export function useFieldHint(): (node: FormNode) => string {
  const t = useTranslations('console.hints');
  const format = useFormatter();
  const rangeOf = ({ minimum, maximum }: NumberNode) => {
    const isOpen = maximum === undefined || maximum > mebibyte;
    if (minimum === undefined || isOpen) return undefined;
    return t('range', { from: format.number(minimum), to: format.number(maximum) });
  };
  return (node) => {
    switch (node.kind) {
      case 'text': {
        const { format: form, maxLength, orNumber } = node;
        if (form === 'uuid' || form === 'uri' || form === 'date') return t(form);
        if (orNumber) return t('number');
        return maxLength === undefined ? '' : t('text', { count: maxLength });
      }
      case 'number':
        return rangeOf(node) ?? t(node.whole ? 'whole' : 'number');
      case 'json':
        return t('json');
      default:
        return '';
    }
  };
}
