import { useEffect, useRef } from 'react';
import { meterPosition } from '#src/features/recorder/capture/level.ts';
import type { LevelMeter } from '#src/features/recorder/capture/level-meter.ts';
import classes from './level-bar.module.css';

interface LevelBarProps {
  readonly meter: LevelMeter | undefined;
  readonly label: string;
  /** Shows silence, whatever the microphone hears. */
  readonly still?: boolean;
}

/** The level, ten times a second. It writes to the element directly, without React. */
export function LevelBar({ meter, label, still = false }: LevelBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (position: number) => {
      const percent = Math.round(position * 100);
      bar.current?.style.setProperty('--level', String(percent / 100));
      bar.current?.setAttribute('aria-valuenow', String(percent));
    };
    show(0);
    if (!meter || still) return;
    return meter.subscribe(({ peak }) => show(meterPosition(peak)));
  }, [meter, still]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> in their own way and animate nothing.
    <div
      ref={bar}
      className={`ui-full ${classes.bar}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    />
  );
}
