import type { Mode } from '../contracts/mode.ts';
import type { Sample } from './distribution.ts';
import type { Pin, PinRule } from './pin.ts';
import type { TrafficSettings } from './settings.ts';

/** Sticky sessions. Both calls throw StoreUnavailableError or StoreDeniedError. */
export interface SessionStore {
  /** Eventually consistent: a pin made a moment ago may not be seen, which `claim` then finds out. */
  find(sessionId: string): Promise<Pin | undefined>;
  /** Writes the pin unless a live one stands. Answers with the pin that stands then: this one or the winner's. */
  claim(sessionId: string, pin: Pin, rule: PinRule): Promise<Pin>;
}

/** The settings operators change. Throws StoreUnavailableError or StoreDeniedError. */
export interface TrafficSettingsStore {
  /** Strongly consistent. Undefined until the first change. */
  read(): Promise<TrafficSettings | undefined>;
  /**
   * Replaces the revision before this one.
   * @throws StalePreconditionError when another revision stands.
   */
  write(next: TrafficSettings, change: SettingsChange): Promise<void>;
}

/** Who changed the settings, when (milliseconds since the epoch), and why, where that is asked. */
export interface SettingsChange {
  /** Names the write, so that one whose answer was lost is recognised. */
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly reason?: string;
}

/** A counter that all containers share, for round robin. */
export interface RotationCounter {
  /** The next turn, from 0. Throws StoreUnavailableError or StoreDeniedError. */
  next(): Promise<number>;
}

export interface SigningKeyStore {
  /** The one key everyone signs with; `candidate` becomes it when there is none. Throws as the others do. */
  loadOrCreate(candidate: Buffer): Promise<Buffer>;
  /** Undefined as long as nothing was signed. */
  load(): Promise<Buffer | undefined>;
}

export interface SampleWindow {
  readonly modes: readonly Mode[];
  readonly weightsLabel: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** What was counted of the selections. Throws StoreUnavailableError or StoreDeniedError. */
export interface SampleSource {
  read(window: SampleWindow): Promise<Sample>;
}

/** What stands between one selection and the models: their circuit breakers. */
export interface Gate {
  /** True when it goes by what could not be read again in time. */
  readonly stale: boolean;
  /** Whether all of the models may be asked now. May let this selection through as the probe of one. */
  readonly admits: (models: readonly string[]) => boolean | Promise<boolean>;
  /** The selection goes to these models: it is the probe of no other. */
  readonly settle: (models: readonly string[]) => Promise<void>;
}

export interface QueueTicket {
  readonly mode: Mode;
  /** Milliseconds since the epoch, and nonce, of the selection. */
  readonly at: number;
  readonly nonce: string;
}

/** Requests in flight, counted by mode and replica. */
export interface Queues {
  /** Costs nothing for a mode without replicas. A table out of reach is gone around: no lease, and no limit. */
  take(
    ticket: QueueTicket,
  ): Promise<{ readonly isFull: boolean; readonly replica?: string; readonly leaseId?: string }>;
}

/** How long callers waited. Throws StoreUnavailableError or StoreDeniedError. */
export interface LatencySource {
  /** p95 of each mode's answers in the newest minute that has any, of the last few: milliseconds. Others are missing. */
  p95(modes: readonly Mode[], now: number): Promise<Readonly<Record<Mode, number>>>;
  /** The same of one mode, in the newest of the periods that have begun since then and are over. */
  p95Since(mode: Mode, span: LatencySpan): Promise<number | undefined>;
}

export interface LatencySpan {
  /** Milliseconds since the epoch, as is `now`. */
  readonly since: number;
  readonly now: number;
  readonly periodSeconds: number;
}
