/** Servers behind one queue. Work flows through it like water: what can't be served waits, up to a limit. */
export interface ApiFleet {
  /** Ordered; those of `ready` answer. */
  readonly replicas: number;
  readonly ready: number;
  /** When all that were ordered answer. Milliseconds since the epoch. */
  readonly readyAt: number;
  /** Until then one of them is out at a time. */
  readonly restartedUntil: number;
  readonly waiting: number;
  /** What a request takes by itself. */
  readonly serviceMs: number;
}

export interface ApiLoad {
  /** At the end of the time that passes. */
  readonly now: number;
  readonly seconds: number;
  readonly requestsPerSecond: number;
  /** What a request waits for its data. */
  readonly dataMs: number;
}

export interface ApiFelt {
  readonly servedPerSecond: number;
  /** Turned away because the queue was full. */
  readonly refusedPerSecond: number;
  /** Equally many requests took each of these. */
  readonly latenciesMs: readonly number[];
  readonly cpuPercent: number;
  readonly waiting: number;
}

const REPLICA_PER_SECOND = 20;
/** A load balancer turns away what comes on top. */
const LONGEST_QUEUE = 600;
const START_MS = 5_000;
const RESTART_MS = 15_000;
const SHARES = Array.from({ length: 20 }, (_, index) => (index + 0.5) / 20);

export const FOUR_REPLICAS: ApiFleet = {
  ...{ replicas: 4, ready: 4, readyAt: 0, restartedUntil: 0 },
  ...{ waiting: 0, serviceMs: 60 },
};

export function serveFor(fleet: ApiFleet, load: ApiLoad): { fleet: ApiFleet; felt: ApiFelt } {
  const { now, seconds, requestsPerSecond } = load;
  const ready = now >= fleet.readyAt ? fleet.replicas : fleet.ready;
  const answering = now < fleet.restartedUntil ? ready - 1 : ready;
  const capacity = Math.max(1, answering) * REPLICA_PER_SECOND;
  const servedPerSecond = Math.min(capacity, requestsPerSecond + fleet.waiting / seconds);
  const left = Math.max(0, fleet.waiting + (requestsPerSecond - servedPerSecond) * seconds);
  const waiting = Math.min(LONGEST_QUEUE, left);
  return {
    fleet: { ...fleet, ready, waiting },
    felt: {
      servedPerSecond,
      refusedPerSecond: (left - waiting) / seconds,
      latenciesMs: latenciesOf({ ...fleet, waiting: (fleet.waiting + waiting) / 2 }, capacity, load),
      cpuPercent: (100 * servedPerSecond) / capacity,
      waiting,
    },
  };
}

/** Until then the new ones do not answer. Never fewer than there are. */
export function scaleTo(fleet: ApiFleet, replicas: number, now: number): ApiFleet {
  return replicas <= fleet.replicas ? fleet : { ...fleet, replicas, readyAt: now + START_MS };
}

/** One after the other: for a while there is one less. */
export function restartFleet(fleet: ApiFleet, now: number): ApiFleet {
  return { ...fleet, restartedUntil: now + RESTART_MS };
}

/**
 * The queue before it, chance, and the work itself. By chance as in a queue of one server as fast as all of them (M/M/1:
 * waits are exponential, their mean rho / (capacity (1 - rho))).
 */
function latenciesOf(
  { waiting, serviceMs }: ApiFleet,
  capacity: number,
  { requestsPerSecond, dataMs }: ApiLoad,
): number[] {
  const rho = Math.min(0.98, requestsPerSecond / capacity);
  const meanByChance = (1_000 * rho) / (capacity * (1 - rho));
  const always = serviceMs + dataMs + (1_000 * waiting) / capacity;
  return SHARES.map((share) => always - meanByChance * Math.log(1 - share));
}
