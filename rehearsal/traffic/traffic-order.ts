import type { AccessKey } from '../credentials.ts';
import type { Happening } from '../events/launch-event.ts';
import type { Latency } from './latencies.ts';

/** The traffic of a launch, for a thread of its own: data only. */
export interface TrafficOrder {
  readonly url: string;
  readonly region: string;
  /** Signs with it; without it requests go as they are. */
  readonly key?: AccessKey;
  /** Tells the sessions of this replay from those of an earlier one. */
  readonly name: string;
  readonly selections: number;
  readonly returning: number;
  /** Of equal parts of the launch. */
  readonly rates: readonly number[];
  readonly launchMs: number;
  /** What the launch takes on a machine that is fast enough. 0: as fast as it can be. */
  readonly takesMs: number;
  readonly concurrency: number;
  readonly served: number;
  readonly latencies: Readonly<Record<string, Latency>>;
  readonly modelUrls: Readonly<Record<string, string>>;
  /** How far the clock of the stage is ahead of this machine's: the log has the stage's times, as its reports do. */
  readonly aheadMs: number;
  /** A file for all that is sent and answered. */
  readonly logFile?: string;
}

/** What the replay came to. */
export interface TrafficResult {
  readonly selections: number;
  readonly accepted: number;
  readonly seconds: number;
}

export type TrafficMessage =
  | { readonly type: 'progress'; readonly done: number; readonly reachedMs: number }
  | { readonly type: 'happening'; readonly happening: Happening }
  | { readonly type: 'result'; readonly result: TrafficResult };
