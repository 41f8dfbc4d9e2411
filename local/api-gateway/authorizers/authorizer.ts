import type { IncomingMessage } from 'node:http';
import type { RequestTarget } from '../http/request-target.ts';

/** `requestContext.authorizer` of the event. */
export type AuthorizerContext = { readonly jwt: JwtContext } | { readonly iam: IamContext };

export interface JwtContext {
  /** Every value as text. */
  readonly claims: Readonly<Record<string, string>>;
  /** Null for a route that asks for no scopes. */
  readonly scopes: readonly string[] | null;
}

export interface IamContext {
  readonly accessKey: string;
  readonly accountId: string;
  readonly callerId: string;
  readonly cognitoIdentity: null;
  readonly principalOrgId: null;
  readonly userArn: string;
  readonly userId: string;
}

export interface AuthorizerRequest {
  readonly request: IncomingMessage;
  /** Those of the event. */
  readonly headers: Readonly<Record<string, string>>;
  readonly target: RequestTarget;
  /** `<stage>/<method>/<path>`, the end of the ARN that `execute-api:Invoke` is asked of. */
  readonly resource: string;
  /** Read only when an authorizer needs it: a refusal saves the upload. */
  readonly body: () => Promise<Buffer>;
}

/** Throws GatewayError 401 or 403. */
export type Authorizer = (request: AuthorizerRequest) => Promise<AuthorizerContext>;
