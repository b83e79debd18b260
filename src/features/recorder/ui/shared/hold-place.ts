/**
 * Keeps what is below the second column in place while a recording starts: whatever replaces what is above it has the
 * same height (`--held` in record-page.module.css).
 */
export function holdPlace(form: HTMLElement): void {
  const page = form.parentElement;
  const beside = form.querySelector('[data-side="beside"]');
  const below = page?.querySelector(':scope > [data-side="beside"]');
  if (!page || !beside) return;
  const { top, height } = beside.getBoundingClientRect();
  const margin = Number.parseFloat(getComputedStyle(beside).marginBottom);
  const held = below ? below.getBoundingClientRect().top - margin - top : height;
  page.style.setProperty('--held', `${held}px`);
}
