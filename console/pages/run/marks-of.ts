import type { CheckpointAnswer } from '../../../lib/contracts/answers/checkpoints.ts';
import type { RunAnswer } from '../../../lib/contracts/answers/runs.ts';
import type { Mark } from '../../charts/marks.ts';

/** What happened in a run, by the step where it did. Checkpoints that are gone are not shown. */
export function marksOf(
  { findings, lineage }: Pick<RunAnswer, 'findings' | 'lineage'>,
  checkpoints: readonly CheckpointAnswer[],
): readonly Mark[] {
  return [
    ...findings.map(({ kind, step, detail }): Mark => ({
      kind: 'finding',
      step,
      says: `${kind} at step ${step}: ${detail}`,
    })),
    ...lineage.map(({ step, attempt, by, reason }): Mark => ({
      kind: 'rollback',
      step,
      says: `Back to step ${step}, where attempt ${attempt} begins (${by}: ${reason})`,
    })),
    ...checkpoints
      .filter(({ state }) => state === 'committed')
      .map(({ step }): Mark => ({ kind: 'checkpoint', step, says: `Checkpoint of step ${step}` })),
  ];
}
