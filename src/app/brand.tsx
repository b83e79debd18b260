import { useTranslations } from 'use-intl';
import classes from './brand.module.css';

/** Mark and name: four bars of a voice. */
export function Brand({ large = false }: { readonly large?: boolean }) {
  const t = useTranslations('app');
  const size = large ? 40 : 28;
  return (
    <span className={`ui-bold ${classes.brand}`} data-large={large || undefined}>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#682577" />
        <path
          d="M8 14v4M13.3 10v12M18.7 7v18M24 12.5v7"
          stroke="#fcf4de"
          strokeWidth="3"
          strokeLinecap="round"
        />
      </svg>
      <span>{t('name')}</span>
    </span>
  );
}
