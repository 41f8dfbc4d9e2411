import type { GenericSchema } from 'valibot';
import type { Role } from '../../lib/contracts/names.ts';

export type RawQuery = Readonly<Record<string, string>>;

/** What a route gets: everything parsed, nothing of the event. */
export interface ApiRequest<Body, Query = RawQuery> {
  readonly body: Body;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly rawPath: string;
  readonly method: string;
}

export interface Caller {
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Anything JSON can hold. */
  readonly body: unknown;
  /** Goes in place of the body, under a content type of its own. */
  readonly text?: string;
  /** Goes in place of both. */
  readonly bytes?: Uint8Array;
}

export interface Route<Body, Query = RawQuery> {
  /** Any one of these roles will do; without it, the gateway has already decided. */
  readonly roles?: readonly Role[];
  /** Without it the route takes no body. */
  readonly body?: GenericSchema<unknown, Body>;
  /** Larger bodies are 413; 64 KiB unless given. */
  readonly maxBodyBytes?: number;
  /** A strictObject of texts: names it does not know are refused. Without it the query is as it was sent. */
  readonly query?: GenericSchema<unknown, Query>;
  readonly handle: (request: ApiRequest<Body, Query>) => Promise<ApiResponse> | ApiResponse;
}
