import { useEffect, useState } from 'preact/hooks';
import { systemClock } from '../../lib/shared/clock.ts';

/** The time, moving while it is shown. Milliseconds since the epoch. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => systemClock.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(systemClock.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return now;
}
