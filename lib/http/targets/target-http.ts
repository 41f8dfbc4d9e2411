import { targetSecret, type SecretUse } from '../../contracts/target-secrets.ts';
import { TargetDeniedError } from '../../targets/errors.ts';
import type { Secret, Secrets } from '../../shared/secrets.ts';
import type { RetryDependencies } from '../../targets/retry.ts';
import type { GuardedHttp } from '../guarded-http.ts';

/** What targets that are reached by HTTP need of the world. */
export interface TargetHttp extends RetryDependencies {
  readonly http: GuardedHttp;
  readonly secrets: Secrets;
  /** Of their names: see `targetSecret`. */
  readonly secretsPrefix: string;
}

/** More than any answer that is looked at. */
export const MAX_BODY_BYTES = 256 * 1_024;

/** @throws TargetDeniedError when nobody has put it into the parameter store */
export async function secretOf(
  { secrets, secretsPrefix }: TargetHttp,
  path: readonly [target: string, adapter: string, SecretUse],
): Promise<Secret> {
  const name = targetSecret(secretsPrefix, path);
  const secret = await secrets(name);
  if (!secret) throw new TargetDeniedError(path[0], `the parameter ${name} is missing`);
  return secret;
}
