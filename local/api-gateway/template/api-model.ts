import type { RouteKey } from '../routing/route-key.ts';

/** An HTTP API as the template describes it. */
export interface ApiModel {
  readonly apiId: string;
  readonly cors: CorsConfiguration | undefined;
  readonly routes: readonly Route[];
  readonly stages: readonly Stage[];
}

export interface Route {
  readonly key: RouteKey;
  readonly functionName: string;
  readonly timeoutMs: number;
  readonly authorization: Authorization;
}

export type Authorization =
  | { readonly type: 'NONE' }
  | { readonly type: 'AWS_IAM' }
  | ({ readonly type: 'JWT'; readonly scopes: readonly string[] } & JwtConfiguration);

export interface JwtConfiguration {
  /** `$request.header.Authorization` */
  readonly identitySource: string;
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface Stage {
  /** `$default` is served at the root, any other under its name. */
  readonly name: string;
  readonly accessLog: { readonly destinationArn: string; readonly format: string } | undefined;
  readonly variables: Readonly<Record<string, string>> | undefined;
  /** Undefined: not throttled. */
  throttleOf(routeKey: string): Throttle | undefined;
}

/** A token bucket: `burst` tokens at most, `rate` new ones a second. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface CorsConfiguration {
  readonly allowCredentials: boolean;
  readonly allowHeaders: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number | undefined;
}
