import { IconMenu2, IconX } from '@tabler/icons-react';
import { type ComponentType, memo, type ReactNode, useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useTranslations } from 'use-intl';
import { clientConfig } from '#src/lib/client-config.ts';
import { useLiveParts } from '#src/live/live-gate.ts';
import { IndexHost } from '#src/local-index/index-host.tsx';
import { RecorderIndicator } from '#src/recorder/recorder-indicator.tsx';
import { RecoveryGate } from '#src/recorder/recovery-gate.tsx';
import { BatchDock } from '#src/ui/batch-dock.tsx';
import { Hint } from '#src/ui/hint.tsx';
import { RatePauseHost } from '#src/ui/rate-pause-host.tsx';
import { ShortcutsHelp } from '#src/ui/shortcuts-help.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { NavigationList } from './navigation.tsx';
import { PaletteButton, PaletteHost } from './palette-host.tsx';
import classes from './shell.module.css';

const navigationId = 'main-navigation';

/** Frame of every signed-in page: navigation, recorder indicator, account, and the page itself. */
export function Shell() {
  const t = useTranslations('nav');
  const app = useTranslations('app');
  const live = useLiveParts();
  return (
    <div className={classes.shell}>
      {/* First, so that the keys of pages come before its own. */}
      <ShortcutsHelp />
      <PaletteHost />
      <a className={classes.skip} href="#content">
        {app('skipToContent')}
      </a>
      <header className={classes.header}>
        <button type="button" className={classes.burger} popoverTarget={navigationId} aria-label={t('open')}>
          <IconMenu2 size={22} aria-hidden />
        </button>
        <Brand />
        <div className={classes.headerEnd}>
          <RecorderIndicator />
          <PaletteButton compact />
        </div>
      </header>
      <Navigation Notice={live?.LiveNotice} />
      <main id="content" className={classes.main} tabIndex={-1}>
        <NavigationProgress />
        <PageFocus>
          <Outlet />
        </PageFocus>
      </main>
      <RecoveryGate />
      <BatchDock />
      <RatePauseHost />
      <IndexHost />
      {live && <live.LiveHost />}
      <ScrollRestoration />
    </div>
  );
}

/**
 * On small screens a popover that the header's button opens; beside the page on wide ones (shell.module.css). A
 * change of the page draws only its links anew.
 */
const Navigation = memo(function Navigation({ Notice }: { readonly Notice: ComponentType | undefined }) {
  const t = useTranslations('nav');
  const app = useTranslations('app');
  const panel = useRef<HTMLDivElement>(null);
  const close = () => {
    if (panel.current?.matches(':popover-open')) panel.current.hidePopover();
  };
  return (
    <aside ref={panel} id={navigationId} popover="auto" className={classes.panel} aria-label={app('name')}>
      <div className={classes.panelHead}>
        <Brand />
        <button
          type="button"
          className={classes.burger}
          popoverTarget={navigationId}
          popoverTargetAction="hide"
          aria-label={t('close')}
        >
          <IconX size={20} aria-hidden />
        </button>
      </div>
      <div className={classes.recorder}>
        <RecorderIndicator />
      </div>
      <PaletteButton />
      <NavigationList onNavigate={close} />
      <div className={classes.panelEnd}>
        {Notice && <Notice />}
        {clientConfig().sandbox && (
          <Hint text={app('sandboxHint')}>
            {(description) => (
              <button type="button" className={classes.sandbox} {...description}>
                {app('sandbox')}
              </button>
            )}
          </Hint>
        )}
        <AccountMenu />
      </div>
    </aside>
  );
});

/** A thin line while the next page is on its way. */
function NavigationProgress() {
  const { state } = useNavigation();
  return state === 'idle' ? null : <div className={classes.progress} aria-hidden />;
}

/** Moves the focus to the new page's heading, so that keyboard and screen reader start there (WCAG 2.4.3). */
function PageFocus({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const heading = document.querySelector<HTMLElement>('#content h1');
    if (heading) heading.tabIndex = -1;
    (heading ?? document.getElementById('content'))?.focus({ preventScroll: true });
  }, [pathname]);
  return children;
}
