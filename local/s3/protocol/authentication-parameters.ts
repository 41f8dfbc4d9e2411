/** Query parameters of SigV4 itself, lower-case (S3 API Reference, "Authenticating Requests: Using Query Parameters"). */
const AUTHENTICATION_PARAMETERS: ReadonlySet<string> = new Set([
  'x-amz-algorithm',
  'x-amz-content-sha256',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

export const isAuthenticationParameter = (name: string): boolean =>
  AUTHENTICATION_PARAMETERS.has(name.toLowerCase());
