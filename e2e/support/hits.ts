/**
 * Runs in the page, in any browser: which visible controls cannot be pressed where they are seen.
 *
 * Each is scrolled to as a person would do, then whatever lies on top of its centre must be the control itself, a part
 * of it, or its label. With a dialog or a menu open, what that covers is left out.
 *
 * @returns a line for each control that something else covers: the control, and what is hit instead.
 */
export function coveredControls(): string[] {
  const selector =
    'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"], [role="option"], [role="menuitem"], [role="tab"], [role="switch"], [role="treeitem"]';
  const named = (element: Element | null) => {
    if (!element) return 'nothing';
    const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '';
    return `<${element.tagName.toLowerCase()}> ${name}`.trim();
  };
  const modal = [...document.querySelectorAll('dialog:modal')].at(-1);
  const overlays = [...document.querySelectorAll(':popover-open')];
  const scope: ParentNode = modal ?? document;
  const place = { left: window.scrollX, top: window.scrollY };
  const covered: string[] = [];
  for (const control of scope.querySelectorAll<HTMLElement>(selector)) {
    if (control.closest('[inert], [aria-hidden="true"]')) continue;
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    // A link that wraps over two lines has its centre where there is not a text.
    const box = control.getClientRects()[0];
    // What is for screen readers only is a pixel large; what waits for the focus is parked above the page.
    if (!box || box.width <= 1 || box.height <= 1 || box.bottom <= 0) continue;
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) {
      covered.push(`${named(control)}: out of reach at ${Math.round(x)}, ${Math.round(y)}`);
      continue;
    }
    const hit = document.elementFromPoint(x, y);
    const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [];
    const own = [control, ...labels].some((element) => element.contains(hit));
    if (own || overlays.some((overlay) => overlay.contains(hit) && !overlay.contains(control))) continue;
    covered.push(`${named(control)}: covered by ${named(hit)}`);
  }
  window.scrollTo({ ...place, behavior: 'instant' });
  return covered;
}
