import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import type { IdentityRegistry } from '../iam/identity.ts';
import type { Invoker } from '../lambda/invoker.ts';
import type { JwtAuthority } from './jwt-authority.ts';

export interface ApiGatewayOptions {
  /** All of the template: those of `AWS::ApiGatewayV2::*` are run, and refused if they cannot be. */
  readonly resources: readonly Resource[];
  /** Which API to serve when the template has several. */
  readonly apiId?: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly invoker: Invoker;
  /** Whose signatures AWS_IAM routes accept. */
  readonly registry: IdentityRegistry;
  /** Whose tokens JWT authorizers accept. An authorizer of another issuer is refused. */
  readonly jwtAuthorities: readonly JwtAuthority[];
  /**
   * Nobody is asked who he is: requests come from the user `local`, or from the one in `x-local-user`. The Host and
   * Origin of a request must then be loopback names, or any web page could call the API.
   */
  readonly noAuth?: boolean;
  /** One line per request, in the stage's format. */
  readonly onAccessLog?: (entry: AccessLogEntry) => void;
  /** Each request when it has been answered, for the metrics of AWS/ApiGateway. */
  readonly onAnswered?: (answered: AnsweredRequest) => void;
  /** Each answer as it was sent. */
  readonly onAnswer?: AnswerObserver;
}

export type AnswerObserver = (answer: ApiAnswer) => void;

export interface ApiAnswer {
  /** Undefined when no route matched. */
  readonly routeKey: string | undefined;
  readonly method: string;
  readonly statusCode: number;
  /** When the request came in, in milliseconds since the epoch by the stack's clock. */
  readonly receivedAt: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface AccessLogEntry {
  /** The stage's AccessLogSettings.DestinationArn. */
  readonly destinationArn: string;
  readonly line: string;
}

export interface AnsweredRequest {
  readonly apiId: string;
  readonly stage: string;
  /** Undefined when no route matched. */
  readonly routeKey: string | undefined;
  readonly statusCode: number;
  /** When the request came in, in milliseconds since the epoch by the stack's clock. */
  readonly receivedAt: number;
  readonly latencyMs: number;
  /** Undefined when no function was asked. */
  readonly integrationLatencyMs: number | undefined;
  /** Bytes of the request's and the answer's bodies. */
  readonly dataProcessed: number;
}
