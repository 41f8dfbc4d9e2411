import type { AccessKey } from '../credentials.ts';
import type { ReplayOptions, ReplayResult } from './replay.ts';
import type { OutcomesReported, ServingOptions } from './serving.ts';

/** What a replay in a thread of its own is to do: data only. */
export interface ReplayOrder
  extends
    Pick<ReplayOptions, 'name' | 'newSessions' | 'returningSessions' | 'concurrency'>,
    Pick<ServingOptions, 'modelUrls' | 'serveEvery'> {
  readonly url: string;
  readonly region: string;
  /** Signs with it; without it requests go as they are. */
  readonly key?: AccessKey;
}

/** A replay, and what was reported of the selections that were served. */
export interface ServedReplay extends ReplayResult {
  readonly outcomes: OutcomesReported;
}

export type ReplayMessage =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'result'; readonly result: ServedReplay };
