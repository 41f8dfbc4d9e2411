import type { JsonService, RestService } from '../aws-endpoint/service.ts';
import type { JwtAuthority } from '../api-gateway/jwt-authority.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';

export interface UserPoolsOptions {
  readonly resources: readonly Resource[];
  readonly environment: Environment;
  readonly clock: Clock;
  /** Where the AWS endpoint is served: issuers are `<endpointUrl>/<pool id>`. */
  readonly endpointUrl: string;
  /** A folder of its own that keeps keys and users over restarts. Default: in memory only. */
  readonly stateDir?: string;
  /** Nobody is asked who he is: whoever is named is a user, in every group. Default: false. */
  readonly noAuth?: boolean;
}

export interface UserPools {
  readonly pools: readonly UserPool[];
  readonly jsonService: JsonService;
  /** Signing keys and the token endpoint. Register them before a service that takes any path (S3). */
  readonly restServices: readonly RestService[];
  /** For the gatekeeper: what AWS takes unsigned. */
  readonly anonymousTargets: readonly string[];
}

export interface UserPool extends JwtAuthority {
  readonly id: string;
  readonly clientIds: readonly string[];
  /** The local users as they are now, to be printed. */
  users(): readonly PoolUser[];
  /** Throws AwsError: UserNotFoundException, NotAuthorizedException, ResourceNotFoundException. */
  issueAccessToken(username: string, clientId?: string): Promise<AccessToken>;
}

export interface PoolUser {
  readonly username: string;
  readonly groups: readonly string[];
  /** Set for the users made at start; nobody else's is known. */
  readonly password: string | undefined;
}

export interface AccessToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}
