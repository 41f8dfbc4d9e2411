import type { Problem } from './problem.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answer =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown; readonly etag?: string }
  /** 304 */
  | { readonly kind: 'same' }
  | { readonly kind: 'problem'; readonly problem: Problem };

export type Send = (call: Call) => Promise<Answer>;
