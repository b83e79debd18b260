import { Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { type ReactElement, useId } from 'react';
import { useTranslations } from 'use-intl';
import classes from './why-not.module.css';

/** Why someone may not do something. */
export interface Refusal {
  readonly rule: string;
  /** What the person has instead of what is needed. */
  readonly have: string;
  /** Who can do it, or change it. */
  readonly who: string;
}

interface WhyNotProps {
  /** Undefined when it is allowed. */
  readonly refusal: Refusal | undefined;
  /** Draws the control with these attributes; it keeps its place in the order of the keyboard. */
  readonly children: (
    blocked: { readonly 'aria-disabled': true; readonly 'data-disabled': true } | undefined,
  ) => ReactElement;
}

/**
 * A control, and beside it, while it is refused, a button that explains which rule refuses it and who can. Its texts
 * are in the room `why`, as are those of useRefusals, which words the usual refusals.
 */
export function WhyNot({ refusal, children }: WhyNotProps) {
  if (!refusal) return children(undefined);
  return (
    <div className={classes.both}>
      {children({ 'aria-disabled': true, 'data-disabled': true })}
      <WhyButton refusal={refusal} />
    </div>
  );
}

/** A button that explains a refusal. */
export function WhyButton({ refusal }: { readonly refusal: Refusal }) {
  const t = useTranslations('why');
  const id = useId();
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconHelpCircle size={15} aria-hidden />}
        popoverTarget={id}
        style={{ anchorName: `--${id}` }}
      >
        {t('button')}
      </Button>
      <section
        id={id}
        popover="auto"
        aria-label={t('button')}
        className={`ui-small ${classes.bubble}`}
        style={{ positionAnchor: `--${id}` }}
      >
        <dl>
          <dt className="ui-note">{t('rule')}</dt>
          <dd dir="auto">{refusal.rule}</dd>
          <dt className="ui-note">{t('have')}</dt>
          <dd dir="auto">{refusal.have}</dd>
          <dt className="ui-note">{t('who')}</dt>
          <dd dir="auto">{refusal.who}</dd>
        </dl>
      </section>
    </>
  );
}
