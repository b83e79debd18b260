import type { Engine } from './engine.ts';
import { eventually } from './processes.ts';

/** Where something is that can be pressed; coordinates of its centre in the viewport, in CSS pixels. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

export type Role = 'button' | 'link' | 'field' | 'checkbox' | 'heading';

/**
 * Runs in the page: finds what is visible, has that role, and is called so, and scrolls to it.
 *
 * @param name the whole name, or with a `^` before it how the name begins.
 */
function find(role: Role, name: string, within: string): Spot | undefined {
  const selectors = {
    button: 'button, summary, [role="button"]',
    link: 'a[href]',
    field: 'input:not([type="checkbox"], [type="radio"]), textarea, select',
    checkbox: 'input[type="checkbox"]',
    heading: 'h1, h2, h3',
  };
  const squeezed = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/g, ' ').trim();
  const called = (element: Element) => {
    const byIds = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const ids = squeezed(byIds.map((id) => document.getElementById(id)?.textContent).join(' '));
    const labels =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
    const label = squeezed([...(labels ?? [])].map((one) => one.textContent).join(' '));
    return element.getAttribute('aria-label') || ids || label || squeezed(element.textContent);
  };
  const root = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document;
  for (const scope of within ? root.querySelectorAll(within) : [root]) {
    for (const element of scope.querySelectorAll<HTMLElement>(selectors[role])) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const own = called(element);
      if (name.startsWith('^') ? !own.startsWith(name.slice(1)) : own !== name) continue;
      if (element.matches(':disabled, [aria-disabled="true"]')) continue;
      const spot = () => {
        const box = element.getClientRects()[0];
        return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      };
      const before = spot();
      if (before && element.contains(document.elementFromPoint(before.x, before.y))) return before;
      // Looked at again before it is pressed: the page may scroll back.
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      return undefined;
    }
  }
  return undefined;
}

/** Runs in the page: whether the text is there to be read. */
// biome-ignore lint/performance/useDomNodeTextContent: what is hidden cannot be read.
const reads = (text: string) => document.body.innerText.replaceAll(/\s+/g, ' ').includes(text);

/** What someone does who sits before a browser. */
export class Person {
  readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /**
   * Waits until it is there and stands still: a page that is still filling moves what someone is about to press.
   *
   * @param within a CSS selector of where to look.
   */
  async finds(role: Role, name: string, within = ''): Promise<Spot> {
    let before: Spot | undefined;
    return eventually(
      async () => {
        const now = (await this.engine.run(find, role, name, within)) ?? undefined;
        const still = now !== undefined && now.x === before?.x && now.y === before.y;
        before = now;
        return still ? now : undefined;
      },
      `${role} ${name}`,
      20_000,
    );
  }

  /** Whether it is there and could be pressed now. */
  async has(role: Role, name: string): Promise<boolean> {
    return Boolean(await this.engine.run(find, role, name, ''));
  }

  async presses(role: Role, name: string, within = ''): Promise<void> {
    const { x, y } = await this.finds(role, name, within);
    await this.engine.click(x, y);
  }

  async types(name: string, text: string): Promise<void> {
    await this.presses('field', name);
    // Instead of what stands there.
    await this.engine.run(() => {
      const field = document.activeElement;
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
    });
    await this.engine.keys(text);
  }

  async reads(text: string, limitMs = 20_000): Promise<void> {
    const seen = async () => (await this.engine.run(reads, text)) || undefined;
    await eventually(seen, `the text “${text}”`, limitMs);
  }

  /** Signs in through Claritalk's own pages and waits for the application. */
  async signsIn(dashboard: string, path: string, account = 'owen'): Promise<void> {
    await this.engine.open(`${dashboard}${path}`);
    await this.presses('button', 'Sign in with Claritalk');
    await this.types('Email', `${account}@sandbox.test`);
    await this.types('Password', 'sandbox');
    await this.presses('button', 'Sign in');
    let agreed = false;
    await eventually(
      async () => {
        // It stays there for a moment after it was pressed.
        if (!agreed && (await this.has('button', 'Authorize'))) {
          agreed = true;
          await this.presses('button', 'Authorize');
        }
        return (await this.has('button', '^Account')) || undefined;
      },
      'the application',
      30_000,
    );
  }
}
