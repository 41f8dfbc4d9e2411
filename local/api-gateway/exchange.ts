import type { IncomingMessage } from 'node:http';
import type { AuthorizerContext } from './authorizers/authorizer.ts';
import type { EventHeaders } from './event/headers.ts';
import type { GatewayError } from './http/gateway-error.ts';
import type { RequestTarget } from './http/request-target.ts';
import type { Route, Stage } from './template/api-model.ts';

/** One request on its way, with all that becomes known of it: its event and its access log line are made of this. */
export interface Exchange extends EventHeaders {
  readonly request: IncomingMessage;
  /** `JKJaXmPLvHcESHA=` */
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly method: string;
  readonly sourceIp: string;
  target?: RequestTarget;
  stage?: Stage;
  route?: Route;
  authorizer?: AuthorizerContext;
  integration?: IntegrationOutcome;
  error?: GatewayError;
  bodyLength: number;
}

export interface IntegrationOutcome {
  /** Milliseconds from the invocation to its end. */
  readonly latencyMs: number;
  /** What Lambda's Invoke API answered. */
  readonly invokeStatus: number;
  /** Lambda's request id. */
  readonly requestId?: string;
  /** The status the function chose. */
  readonly statusCode?: number;
  readonly error?: string;
}
