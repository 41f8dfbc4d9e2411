import * as v from 'valibot';

const claims = v.object({
  /** Seconds since the epoch. */
  exp: v.number(),
  iat: v.optional(v.number(), 0),
  username: v.optional(v.string(), ''),
  'cognito:groups': v.optional(v.array(v.string()), []),
});

/** What a token of the user pool says, unverified: that is for the API. Undefined of any other. */
export function claimsOf(token: string): v.InferOutput<typeof claims> | undefined {
  try {
    return v.parse(claims, JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
  } catch {
    return undefined;
  }
}

/** `sam: operator`. */
export function bearerOf(token: string): string {
  const { username = '', 'cognito:groups': groups = [] } = claimsOf(token) ?? {};
  if (username === '') return 'somebody';
  return `${username}: ${groups.length === 0 ? 'in no group' : groups.join(', ')}`;
}
