/**
 * Raw metrics in S3: one object a batch, gzip of JSON. Keys sort by attempt and first step:
 * `series/<run_id>/<attempt, 5 digits>/<first step, 12 digits>-<last step, 12 digits>-<16 hex of SHA-256>.json.gz`.
 * The hash is that of the JSON: the same batch again is the same object. Objects of one attempt may overlap (a batch sent
 * again in other pieces); of two values of one step the one in the key that sorts first counts.
 */
export interface SeriesChunk {
  readonly attempt: number;
  /** Ascending, each once. */
  readonly steps: readonly number[];
  /** By metric name, each as long as `steps`. Null where the step has no value. */
  readonly columns: Readonly<Record<string, readonly SeriesValue[]>>;
}

export type SeriesValue = number | 'NaN' | 'Infinity' | '-Infinity' | null;

/** Of every key. */
export const SERIES_PREFIX = 'series/';

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** Prefix of all objects of a run, or of one of its attempts. */
export function seriesPrefix(runId: string, attempt?: number): string {
  return attempt === undefined
    ? `${SERIES_PREFIX}${runId}/`
    : `${SERIES_PREFIX}${runId}/${digits(attempt, 5)}/`;
}

/** What sorts before the keys of all objects that begin at this step or above, and after those of the steps below. */
export function seriesStart(runId: string, attempt: number, firstStep: number): string {
  return `${seriesPrefix(runId, attempt)}${digits(firstStep, 12)}`;
}

/** @param hash hex of the SHA-256 of the JSON */
export function seriesKey(runId: string, chunk: SeriesChunk, hash: string): string {
  const [first = 0, last = first] = [chunk.steps.at(0), chunk.steps.at(-1)];
  return `${seriesPrefix(runId, chunk.attempt)}${digits(first, 12)}-${digits(last, 12)}-${hash.slice(0, 16)}.json.gz`;
}

export interface SeriesObject {
  readonly attempt: number;
  readonly firstStep: number;
  readonly lastStep: number;
}

const KEY = /^series\/[^/]+\/(\d{5})\/(\d{12,16})-(\d{12,16})-[0-9a-f]{16}\.json\.gz$/;

/** What a key says without reading its object. Undefined for a key of another form. */
export function parseSeriesKey(key: string): SeriesObject | undefined {
  const [, attempt, first, last] = KEY.exec(key) ?? [];
  if (attempt === undefined) return undefined;
  return { attempt: Number(attempt), firstStep: Number(first), lastStep: Number(last) };
}
