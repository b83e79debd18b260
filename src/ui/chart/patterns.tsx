/**
 * Fills for where there is no colour, and for paper (column-chart.module.css): each tone has its own lines. Their ids are unique
 * because the page has one chart.
 */
export function Patterns() {
  return (
    <defs>
      <Pattern id="chart-middle" lines="M0 8 8 0M-2 2 2-2M6 10 10 6" />
      <Pattern id="chart-alarm" lines="M0 0 8 8M0 8 8 0" />
      <Pattern id="chart-quiet" lines="M2 0v4M6 4v4" />
      <Pattern id="chart-odd" lines="M0 4H8" />
    </defs>
  );
}

function Pattern({ id, lines }: { readonly id: string; readonly lines: string }) {
  return (
    <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
      <path d={lines} stroke="currentColor" strokeWidth="1.5" fill="none" />
    </pattern>
  );
}
