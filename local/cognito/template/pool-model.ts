/** A user pool as the template describes it. */
export interface PoolModel {
  readonly id: string;
  readonly requiresMfa: boolean;
  readonly clients: readonly PoolClient[];
  readonly groups: readonly PoolGroup[];
}

export interface PoolClient {
  readonly id: string;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly allowsPasswords: boolean;
  /** What a person who signs in on the hosted pages would be granted. Empty: they are not open to this client. */
  readonly hostedScopes: readonly string[];
}

export interface PoolGroup {
  readonly name: string;
  readonly description: string | undefined;
  readonly precedence: number | undefined;
  readonly roleArn: string | undefined;
}
