import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a caller wants to do, as IAM sees it: `dynamodb:GetItem` on `arn:aws:dynamodb:...:table/x`. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** Condition keys, such as `dynamodb:LeadingKeys`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** Who signed a request. `local:root` may do everything. */
export interface Principal {
  readonly arn: string;
}

/** A JSON-protocol call (X-Amz-Target), parsed. */
export interface JsonCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
}

/** A service that speaks AWS JSON 1.0 or 1.1; the endpoint parses, authorises, and maps AwsError to the wire. */
export interface JsonService {
  readonly protocol: 'json-1.0' | 'json-1.1';
  /** Before the dot of X-Amz-Target, e.g. `DynamoDB_20120810`. */
  readonly targetPrefix: string;
  /** What IAM must allow before `call` runs. Throws AwsError for an operation that is not supported. */
  permissions(call: JsonCall): readonly Permission[];
  call(call: JsonCall): Promise<unknown>;
}

/** A service that speaks REST (S3, Lambda). It streams by itself, so it gets the raw request. */
export interface RestService {
  /** True when this request is for this service. Asked in the order of registration. */
  accepts(request: IncomingMessage): boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}
