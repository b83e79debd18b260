import { useFormatter } from 'use-intl';
import classes from './column-chart.module.css';
import { Patterns } from './patterns.tsx';

/** How a part of a column is drawn. Where there are no colours, each has its own lines. */
export type Tone = 'strong' | 'middle' | 'quiet' | 'alarm' | 'odd';

export interface ChartPart {
  readonly tone: Tone;
  readonly name: string;
}

export interface ChartColumn {
  readonly key: string | number;
  /** Below it; empty where there is no room for one. */
  readonly label: string;
  /** Shown when it is pointed at: what it is, and how much. */
  readonly title: string;
  readonly counts: Readonly<Partial<Record<Tone, number>>>;
}

interface ColumnChartProps {
  /** What it shows, for people who do not see it; the numbers have to be in a table besides. */
  readonly summary: string;
  readonly columns: readonly ChartColumn[];
  /** From the bottom of a column up. A legend explains them where there are several, or one is not obvious. */
  readonly parts: readonly ChartPart[];
  readonly legend?: boolean;
  /** Labels are names, of which as much is shown as there is room for. */
  readonly named?: boolean;
}

const percent = (part: number) => `${(100 * part).toFixed(2)}%`;
/** Room above the highest column for its number, as a part of the height. */
const headroom = 0.14;
/** With more columns than this, numbers above them would overlap. */
const mostNumbers = 16;

const totalOf = ({ counts }: ChartColumn): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** No library: rectangles, whose positions are parts of the whole, so that it fits anywhere. One for each page. */
export function ColumnChart({ summary, columns, parts, legend = true, named }: ColumnChartProps) {
  const format = useFormatter();
  const highest = Math.max(1, ...columns.map(totalOf));
  const step = 1 / columns.length;
  return (
    <figure className={classes.figure}>
      <svg className={`ui-block ui-full ${classes.chart}`} role="img" aria-label={summary}>
        <Patterns />
        <line className={classes.ground} x1="0" x2="100%" y1="100%" y2="100%" />
        {columns.map((column, index) => {
          let below = 0;
          return (
            <g key={column.key}>
              <title>{column.title}</title>
              {/* Catches the pointer beside and above a low column too. */}
              <rect fill="transparent" x={percent(index * step)} width={percent(step)} height="100%" />
              {parts.map(({ tone }) => {
                const height = ((column.counts[tone] ?? 0) / highest) * (1 - headroom);
                below += height;
                return height === 0 ? null : (
                  <rect
                    key={tone}
                    data-tone={tone}
                    x={percent((index + 0.18) * step)}
                    width={percent(step * 0.64)}
                    y={percent(1 - below)}
                    height={percent(height)}
                  />
                );
              })}
              {columns.length <= mostNumbers && (
                <text x={percent((index + 0.5) * step)} y={percent(1 - below)} dy="-5">
                  {format.number(totalOf(column))}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <div className={`ui-dimmed ${classes.labels}`} aria-hidden>
        {columns.map(({ key, label }) => (
          <span key={key} className={named ? 'ui-ellipsis' : ''} dir="auto">
            {label}
          </span>
        ))}
      </div>
      {legend && (
        <figcaption className={`ui-tiny ${classes.legend}`}>
          {parts.map(({ tone, name }) => (
            <span key={tone}>
              <svg className={classes.swatch} aria-hidden>
                <rect data-tone={tone} width="100%" height="100%" />
              </svg>
              <span dir="auto">{name}</span>
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}
