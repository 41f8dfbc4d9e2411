import type { LineStatus } from '../../contracts/report.ts';
import type { ReportLine } from '../../contracts/answers/reports.ts';

type Said = Pick<ReportLine, 'id' | 'says' | 'target' | 'source'> & {
  readonly unit?: string;
  readonly detail?: string;
};

/** A line whose figure is held to its target; without a figure, or too early (undefined), there is nothing to judge. */
export function lineOf(
  { unit = '', ...said }: Said,
  figure: number | undefined,
  holds: (figure: number) => boolean | undefined,
): ReportLine {
  if (figure === undefined || !Number.isFinite(figure))
    return { ...said, unit, figure: null, status: 'no_data' };
  return { ...said, unit, figure, status: STATUSES.get(holds(figure)) ?? 'no_data' };
}

const STATUSES: ReadonlyMap<boolean | undefined, LineStatus> = new Map([
  [true, 'pass'],
  [false, 'fail'],
]);

/** The worst of all lines; one that can't be judged is worse than one that passes. */
export function statusOf(lines: readonly ReportLine[]): LineStatus {
  const statuses = lines.map(({ status }) => status);
  if (statuses.includes('fail')) return 'fail';
  return statuses.includes('no_data') ? 'no_data' : 'pass';
}
