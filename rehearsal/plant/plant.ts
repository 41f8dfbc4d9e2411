import type { Publish } from './cloudwatch-report.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { PARTS, partWebhooks, type PlantKeys } from './part-webhooks.ts';
import { createPassage } from './passage.ts';
import type { PlantClock } from './plant-clock.ts';
import type { PlantState } from './plant-state.ts';
import { startReporter } from './reporter.ts';
import { serveWebhooks } from './webhook-server.ts';

/** Something that happened to the plant, for people. */
export interface PlantEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly target: string;
  readonly kind: 'broken' | 'told' | 'refused' | 'silent';
  /** Such as `scaled to 8`. */
  readonly text: string;
}

/** The simulated service of a rehearsal: an API, its cache and its database. */
export interface Plant {
  /** What the stack's parameter TargetUrls takes. */
  readonly targetUrls: Readonly<Record<string, string>>;
  /** From here on time passes for it, signed messages count, and its signals are reported. */
  start(world: PlantWorld): void;
  break(fault: FaultName): void;
  /** How it is now. */
  state(): PlantState;
  readonly events: readonly PlantEvent[];
  close(): Promise<void>;
}

/** What a plant needs of the stack, which needs the plant's addresses to begin with. */
export interface PlantWorld {
  readonly keys: PlantKeys;
  readonly publish: Publish;
  /** How often it reports. Default: every minute. */
  readonly reportEverySeconds?: number;
}

export interface PlantOptions {
  readonly clock: PlantClock;
  readonly onEvent?: (event: PlantEvent) => void;
}

const DEFAULT_REPORT_SECONDS = 60;

export async function createPlant({ clock, onEvent }: PlantOptions): Promise<Plant> {
  const events: PlantEvent[] = [];
  const tell = (target: string, kind: PlantEvent['kind'], text: string): void => {
    const event = { at: clock.now(), target, kind, text };
    events.push(event);
    onEvent?.(event);
  };
  const passage = createPassage(clock);
  let keys: PlantKeys = () => undefined;
  const server = await serveWebhooks(
    partWebhooks({ ...passage, now: clock.now, keys: (...which) => keys(...which), tell }),
  );
  let stopReporting = () => Promise.resolve();

  return {
    targetUrls: Object.fromEntries(PARTS.map((part) => [part, `${server.url}/${part}`])),
    start: ({ publish, reportEverySeconds: everySeconds = DEFAULT_REPORT_SECONDS, ...world }) => {
      ({ keys } = world);
      const onLost = (error: unknown): void => {
        tell('signals', 'silent', `nobody took them: ${String(error)}`);
      };
      stopReporting = startReporter({ ...passage, clock, everySeconds, publish, onLost });
    },
    break: (fault) => {
      const { target, description, strike } = FAULTS[fault];
      passage.become(strike(passage.state()));
      tell(target, 'broken', description);
    },
    state: passage.state,
    events,
    close: async () => {
      await stopReporting();
      await server.close();
    },
  };
}
