import { invalidArgument } from './s3-error.ts';

/** A value from a query that is to go out as a header. Throws InvalidArgument for what no header can hold. */
export function asHeaderValue(name: string, value: string): string {
  if (/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) return value;
  throw invalidArgument(name, value, 'Header value cannot be represented using ISO-8859-1.');
}
