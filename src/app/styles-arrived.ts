import { within } from '#src/lib/sleep.ts';

/** The part of a link element that shows the state of its style sheet. */
type StyleLink = Pick<HTMLLinkElement, 'sheet' | 'addEventListener'>;

/** In Firefox and Safari one that failed before anyone listened looks like one that is on its way. In ms. */
const patienceMs = 3_000;

/**
 * Resolves when these style sheets have arrived or failed to: what is drawn before would jump. A page without them is
 * better than none.
 */
export async function stylesArrived(links: Iterable<StyleLink>): Promise<void> {
  const settled = [...links]
    .filter(({ sheet }) => sheet === null)
    .map(
      (link) =>
        new Promise((resolve) => {
          link.addEventListener('load', resolve);
          link.addEventListener('error', resolve);
        }),
    );
  await within(Promise.all(settled), patienceMs);
}
