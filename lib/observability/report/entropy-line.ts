import type { ReportLine } from '../../contracts/answers/reports.ts';
import { lineOf } from './line.ts';

/** An entropy coefficient, and whether the trainer has said that it uses it. */
export interface EntropyInUse {
  readonly entropyCoef: number;
  readonly isEntropyReported: boolean;
}

interface Aim {
  readonly coefficient: number;
  readonly tolerance: number;
}

/** What a trainer was told says nothing good of what it does: without a report of it, the line can fail but not pass. */
export function entropyLine(
  said: Pick<ReportLine, 'says' | 'target' | 'source'>,
  inUse: EntropyInUse | undefined,
  { coefficient: aim, tolerance }: Aim,
): ReportLine {
  const isOnlyTold = inUse?.isEntropyReported === false;
  const source = isOnlyTold ? 'schedule and overrides: the trainer reports no entropy_coef' : said.source;
  return lineOf({ id: 'training.entropy', ...said, source }, inUse?.entropyCoef, (coefficient) => {
    const isNear = Math.abs(coefficient - aim) <= tolerance;
    return isNear && isOnlyTold ? undefined : isNear;
  });
}
