import type { Publish } from './cloudwatch-report.ts';
import type { PlantClock } from './plant-clock.ts';
import type { Signal } from './signals.ts';

export interface ReporterOptions {
  readonly clock: PlantClock;
  readonly everySeconds: number;
  readonly collect: () => readonly Signal[];
  readonly publish: Publish;
  /** Told when a report is not taken: those signals are lost, as they would be of any application. */
  readonly onLost: (error: unknown) => void;
}

/** A second before a period is over it is reported: alarms look at it the moment that it is. */
const MARGIN_MS = 1_000;

/** Reports in each period of the clock. Returns how to stop: done when the last report is through. */
export function startReporter(options: ReporterOptions): () => Promise<void> {
  const { clock, everySeconds } = options;
  const everyMs = everySeconds * 1_000;
  let reporting: Promise<void> = Promise.resolve();
  const arm = () => clock.setTimer(tick, everyMs - ((clock.now() + MARGIN_MS) % everyMs));
  const tick = (): void => {
    reporting = reporting.then(() => report(options));
    cancel = arm();
  };
  let cancel = arm();
  return () => {
    cancel();
    return reporting;
  };
}

async function report({ clock, collect, publish, onLost }: ReporterOptions): Promise<void> {
  const letGo = clock.hold?.();
  try {
    await publish(collect(), clock.now());
  } catch (error) {
    onLost(error);
  } finally {
    letGo?.();
  }
}
