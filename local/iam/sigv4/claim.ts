import { SignatureError } from './signature-error.ts';

/** What a request says of its own signature, in the Authorization header or in the query. */
export interface Claim {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260101T000000Z` */
  readonly signedAt: string;
  readonly sessionToken: string | undefined;
}

export interface Scope {
  readonly text: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** `AKID/20260101/us-east-1/s3/aws4_request`; an access key id may hold slashes, a scope may not. */
export function parseCredential(credential: string): { accessKeyId: string; scope: Scope } {
  const parts = credential.split('/');
  const [date = '', region = '', service = '', terminator = ''] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join('/');
  if (accessKeyId === '') {
    const message = `Credential must have at least 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`;
    throw new SignatureError('incomplete', message);
  }
  if (terminator !== 'aws4_request') {
    const message = `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`;
    throw new SignatureError('wrong-scope', message);
  }
  return {
    accessKeyId,
    scope: { text: [date, region, service, terminator].join('/'), date, region, service },
  };
}

/** Milliseconds since the epoch of `20260101T000000Z`, or NaN. */
export function timeOf(amzDate: string): number {
  const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
  return basic.test(amzDate) ? Date.parse(amzDate.replace(basic, '$1-$2-$3T$4:$5:$6Z')) : Number.NaN;
}

/** The inverse of `timeOf`. */
export const amzDateOf = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
