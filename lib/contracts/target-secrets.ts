import * as v from 'valibot';

/** Holders of `read` may ask and plan, those of `change` may act; `ca` is no secret. */
export type SecretUse = 'read' | 'change' | 'ca';

export function targetSecretsPrefix(stage: string): string {
  return `/artisan/${stage}/targets`;
}

/** Name of a parameter, such as `/artisan/prod/targets/api/webhook/change`. */
export function targetSecret(prefix: string, path: readonly [target: string, adapter: string, SecretUse]) {
  return [prefix, ...path].join('/');
}

/** By target: the ways by which it is changed with a secret. */
export const changedWithSecret = v.record(v.string(), v.array(v.picklist(['webhook', 'kubernetes'])));

export type ChangedWithSecret = v.InferOutput<typeof changedWithSecret>;
