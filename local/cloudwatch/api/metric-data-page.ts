import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { pageToken, readPageToken } from './page-token.ts';

/** What one query finds in one unit, in the order asked for. */
export interface Series {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly points: readonly { readonly seconds: number; readonly value: number }[];
}

interface PageOptions {
  /** How many points a page may hold. */
  readonly limit: number;
  readonly token: string | undefined;
  readonly ascending: boolean;
}

/** The last point that was given. */
const place = v.strictObject({ id: v.string(), unit: v.string(), seconds: v.number() });

/** Series after series, up to `limit` points; a series that is not at its end yet is PartialData. */
export function pageOfSeries(series: readonly Series[], options: PageOptions): Record<string, unknown> {
  const remaining = options.token === undefined ? series : seriesAfter(series, options.token, options);
  const results = [];
  let room = options.limit;
  let next: string | undefined;
  for (const { id, label, unit, points } of remaining) {
    const given = points.slice(0, room);
    room -= given.length;
    const last = given.at(-1);
    const isComplete = given.length === points.length;
    if (last && (!isComplete || room === 0)) next = pageToken({ id, unit, seconds: last.seconds });
    results.push({
      Id: id,
      Label: label,
      Timestamps: given.map(({ seconds }) => seconds),
      Values: given.map(({ value }) => value),
      StatusCode: isComplete ? 'Complete' : 'PartialData',
    });
  }
  const isDone = results.every(({ StatusCode }) => StatusCode === 'Complete');
  return { MetricDataResults: results, Messages: [], ...(isDone ? {} : { NextToken: next }) };
}

/** The series of the place and those after it, what was given left out. */
function seriesAfter(
  series: readonly Series[],
  token: string,
  { ascending }: { ascending: boolean },
): readonly Series[] {
  const last = readPageToken(place, token);
  const index = series.findIndex(({ id, unit }) => id === last?.id && unit === last.unit);
  const current = series[index];
  if (!last || !current) throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
  const points = current.points.filter(({ seconds }) =>
    ascending ? seconds > last.seconds : seconds < last.seconds,
  );
  return [{ ...current, points }, ...series.slice(index + 1)];
}
