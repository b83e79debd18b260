import { Button } from '@mantine/core';
import { Component } from 'react';
import { useTranslations } from 'use-intl';
import type { Elements } from './elements.ts';
import classes from './region.module.css';

interface RegionProps {
  /** What fails, distinguished from the rest. */
  readonly name: 'navigation' | 'recorder' | 'window' | 'notice';
  /** For what has no place of its own in the page: the failure is shown in the corner. */
  readonly floats?: boolean;
  /** Continues without what failed; offered beside trying again. */
  readonly onClose?: () => void;
  readonly children: Elements;
}

/**
 * A part of the application that fails on its own: a fault in it, or a node that an extension or a translation removed,
 * leaves everything around it as it is. Says what happened and tries again on demand.
 */
export class Region extends Component<RegionProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    const { name, floats, onClose, children }: RegionProps = this.props;
    const again = () => this.setState({ failed: false });
    const close = () => {
      onClose?.();
      again();
    };
    // The element round the content is taken away as a whole, whatever became of the nodes in it.
    if (!this.state.failed) return <div className="ui-contents">{children}</div>;
    return <Failed name={name} floats={floats} onAgain={again} onClose={onClose && close} />;
  }
}

interface FailedProps {
  readonly name: RegionProps['name'];
  readonly floats: boolean | undefined;
  readonly onAgain: () => void;
  readonly onClose: (() => void) | undefined;
}

function Failed({ name, floats, onAgain, onClose }: FailedProps) {
  const t = useTranslations('regions');
  const again = useTranslations('errors')('retry');
  const close = useTranslations('dialog')('close');
  return (
    <div role="alert" className={`ui-small ${classes.failed}`} data-floats={floats || undefined}>
      <p>{t(name)}</p>
      <Button size="compact-sm" variant="default" onClick={onAgain}>
        {again}
      </Button>
      {onClose && (
        <Button size="compact-sm" variant="subtle" onClick={onClose}>
          {close}
        </Button>
      )}
    </div>
  );
}
