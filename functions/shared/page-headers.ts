export interface PageHeaders {
  /** Content type. */
  readonly type: string;
  /** Host of the pages that people sign in on. */
  readonly signInDomain: string;
  /** Default: asked for again at each use. */
  readonly cacheControl?: string;
}

/**
 * Nothing but our own files runs, and they talk to us and to the user pool only. Trusted types make the browser refuse
 * markup made of text, should anyone ever write that.
 */
export function pageHeaders({
  type,
  signInDomain,
  cacheControl = 'no-cache',
}: PageHeaders): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' https://${signInDomain}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    'content-type': type,
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'strict-transport-security': 'max-age=31536000',
    'cache-control': cacheControl,
  };
}
