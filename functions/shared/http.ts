import type { GenericSchema } from 'valibot';
import type { Role } from '../../lib/contracts/names.ts';

/** What a route gets: everything parsed, nothing of the event. */
export interface ApiRequest<Body> {
  readonly body: Body;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
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
}

export interface Route<Body> {
  /** Any one of these roles will do; without it, the gateway has already decided. */
  readonly roles?: readonly Role[];
  /** Without it the route takes no body. */
  readonly body?: GenericSchema<unknown, Body>;
  readonly handle: (request: ApiRequest<Body>) => Promise<ApiResponse> | ApiResponse;
}
