import type { Scenario } from '../../lib/config/schemas/rehearsals/sections.ts';
import type { ReportLine } from '../../lib/contracts/answers/reports.ts';
import type { Verdict } from './verdict.ts';

type Line = Pick<ReportLine, 'id' | 'status' | 'says' | 'figure' | 'unit' | 'target'>;

/** One verdict for each line of the report: those that a scenario does not name have to pass. */
export function judgeReport(
  expected: Scenario['expect']['report'],
  lines: readonly Line[],
): readonly Verdict[] {
  const missing = Object.entries(expected).filter(([id]) => !lines.some((line) => line.id === id));
  return [
    ...lines.map((line) => judgeLine(line, expected[line.id] ?? 'pass')),
    ...missing.map(([id, status]) => ({
      says: `${id}: ${status}`,
      holds: false,
      but: `found no such line of the report, expected ${status}`,
    })),
  ];
}

function judgeLine({ id, status, says, figure, unit, target }: Line, expected: string): Verdict {
  const found = figure === null ? 'no figure' : `${Number(figure.toPrecision(6))}${unit && ` ${unit}`}`;
  return {
    says: `${id}: ${expected}`,
    holds: expected === 'any' || expected === status,
    but: `found ${status} (${says}: ${found}, ${target}), expected ${expected}`,
  };
}
