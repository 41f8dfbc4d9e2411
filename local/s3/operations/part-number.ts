import { invalidArgument } from '../protocol/s3-error.ts';

const HIGHEST = 10_000;

/** Throws InvalidArgument unless it is a whole number from 1 to 10,000. */
export function parsePartNumber(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= HIGHEST) return number;
  throw invalidArgument(
    'partNumber',
    text,
    `Part number must be an integer between 1 and ${HIGHEST}, inclusive`,
  );
}
