import type { Clock } from '../clock/clock.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import type { BusEvent } from './event.ts';
import type { RuleRegistry } from './rule-registry.ts';
import type { Rules } from './rules.ts';

/** What operations work on. */
export interface Context {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly registry: RuleRegistry;
  readonly rules: Rules;
  /** Matches an event against the rules of a bus and starts the deliveries. */
  readonly put: (event: BusEvent, bus: string) => void;
}
