import { IconMenu2, IconX } from '@tabler/icons-react';
import { type ComponentType, memo, type ReactElement, useEffect, useRef } from 'react';
import { type Location, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useTranslations } from 'use-intl';
import { RecorderIndicator } from '#src/features/recorder/ui/recorder-indicator.tsx';
import { RecoveryGate } from '#src/features/recorder/ui/recordings/recovery-gate.tsx';
import { clientConfig } from '#src/lib/client-config.ts';
import type { KeptKey } from '#src/lib/storage/kept-keys.ts';
import { BatchDock } from '#src/services/jobs/batch-dock.tsx';
import { useLiveParts } from '#src/services/live/live-gate.ts';
import { QuotaPauseHost } from '#src/services/quota/quota-pause-host.tsx';
import { IndexHost } from '#src/services/search-index/index-host.tsx';
import { Hint } from '#src/ui/hint.tsx';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { focusHeading } from '#src/ui/keyboard/page-heading.ts';
import { ShortcutsHelp } from '#src/ui/keyboard/shortcuts-help.tsx';
import { Region } from '#src/ui/region.tsx';
import { Brand } from './brand.tsx';
import { NavigationList } from './navigation.tsx';
import { PaletteButton, PaletteHost } from './palette-host.tsx';
import { AccountMenu } from './session/account-menu.tsx';
import classes from './shell.module.css';

const navigationId = 'main-navigation';
const scrollKey: KeptKey = 'claritalk.scroll';

/**
 * What a scroll position belongs to. All pages that are loaded whole have the key `default`: they are distinguished by
 * address.
 */
const placeOf = ({ key, pathname, search }: Location) => (key === 'default' ? pathname + search : key);

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
      <header className={`ui-line ${classes.header}`}>
        <button
          type="button"
          className="ui-sign ui-touch"
          popoverTarget={navigationId}
          aria-label={t('open')}
        >
          <IconMenu2 size={22} aria-hidden />
        </button>
        <Brand />
        <div className={`ui-end ${classes.headerEnd}`}>
          <Region name="recorder">
            <RecorderIndicator />
          </Region>
          <PaletteButton compact />
        </div>
      </header>
      <Region name="navigation">
        <Navigation Notice={live?.LiveNotice} />
      </Region>
      <main id="content" className={classes.main} tabIndex={-1}>
        <NavigationProgress />
        <PageFocus>
          <Outlet />
        </PageFocus>
      </main>
      <Region name="notice" floats>
        <RecoveryGate />
      </Region>
      <Region name="notice" floats>
        <BatchDock />
      </Region>
      <Region name="notice" floats>
        <QuotaPauseHost />
      </Region>
      <IndexHost />
      <Region name="notice" floats>
        {live && <live.LiveHost />}
      </Region>
      <ScrollRestoration storageKey={scrollKey} getKey={placeOf} />
    </div>
  );
}

/**
 * On small screens a popover that the header's button opens; beside the page on wide ones (shell.module.css). A
 * change of the page draws only its links again.
 */
const Navigation = memo(function Navigation({ Notice }: { readonly Notice: ComponentType | undefined }) {
  const t = useTranslations('nav');
  const app = useTranslations('app');
  const panel = useRef<HTMLDivElement>(null);
  const close = () => {
    if (panel.current?.matches(':popover-open')) panel.current.hidePopover();
  };
  return (
    <aside
      ref={panel}
      id={navigationId}
      popover="auto"
      className={`ui-scrolls ${classes.panel}`}
      aria-label={app('name')}
    >
      <div className={classes.panelHead}>
        <Brand />
        <button
          type="button"
          className="ui-sign ui-touch"
          popoverTarget={navigationId}
          popoverTargetAction="hide"
          aria-label={t('close')}
        >
          <IconX size={20} aria-hidden />
        </button>
      </div>
      <PaletteButton />
      <NavigationList onNavigate={close} />
      <div className={`ui-column ${classes.panelEnd}`}>
        {/* Here it comes and goes without moving anything. */}
        <div className={classes.recorder}>
          <Region name="recorder">
            <RecorderIndicator />
          </Region>
        </div>
        {Notice && <Notice />}
        {clientConfig().sandbox && (
          <Hint text={app('sandboxHint')}>
            {(description) => (
              <button type="button" className={`ui-note ${classes.sandbox}`} {...description}>
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
function PageFocus({ children }: { readonly children: ReactElement }) {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (focusHeading()) return;
    // Its page may still be on its way.
    document.getElementById('content')?.focus({ preventScroll: true });
    focusAfterRendering(focusHeading);
  }, [pathname]);
  return children;
}
