import type { AccessKey } from '../credentials.ts';
import type { ReplayOptions, ReplayResult } from './replay.ts';

/** What a replay in a thread of its own is to do: data only. */
export interface ReplayOrder extends Pick<
  ReplayOptions,
  'name' | 'newSessions' | 'returningSessions' | 'concurrency'
> {
  readonly url: string;
  readonly region: string;
  /** Signs with it; without it requests go as they are. */
  readonly key?: AccessKey;
}

export type ReplayMessage =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'result'; readonly result: ReplayResult };
