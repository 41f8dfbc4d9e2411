import { AwsError } from '../../aws-endpoint/aws-error.ts';

/** A page of a list, and the token of the next: how many items lie before it. */
export function pageOf<T>(
  items: readonly T[],
  { Limit: limit, NextToken: token }: { readonly Limit: number; readonly NextToken?: string | undefined },
): { readonly items: readonly T[]; readonly next: { NextToken?: string } } {
  const offset = token === undefined ? '0' : Buffer.from(token, 'base64url').toString('latin1');
  if (!/^\d{1,9}$/.test(offset)) {
    throw new AwsError('InvalidParameterException', 'Invalid pagination token given.');
  }
  const start = Number(offset);
  const end = start + (limit || 60);
  const next = end < items.length ? { NextToken: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: items.slice(start, end), next };
}
