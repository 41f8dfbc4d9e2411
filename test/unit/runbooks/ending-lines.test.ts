import type { ExecutionItem } from '../../../lib/contracts/execution-item.ts';
import { endingLines } from '../../../lib/runbooks/ending-lines.ts';
import { anAdmission, NOW } from '../../support/runbooks/builders.ts';

function anEnding(change: Partial<ExecutionItem>) {
  const { execution } = anAdmission();
  return { ...execution, incident_id: 'INC-1', ended_at: NOW, ...change };
}

describe('what an incident says of an ending', () => {
  it.each(Array.from({ length: 20 }, (_, index) => `execution-${index}`))(
    'is read in this order: how it was, who is needed, what was left behind (%s)',
    (execution_id) => {
      const lines = endingLines(anEnding({ status: 'failed', execution_id }), [
        { kind: 'run_left_paused', run_id: 'run-1' },
        { kind: 'mode_downshifted', mode: 'creative', to: 'balanced' },
      ]);

      const read = lines.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      expect(read.map(({ kind }) => kind)).toEqual(['failed', 'escalated', 'warning', 'warning']);
      expect(read[2]?.offers?.map(({ title }) => title)).toEqual([
        'Resume the run run-1',
        'Stop the run run-1',
      ]);
      expect(new Set(lines.map(({ at }) => at))).toEqual(new Set([NOW]));
    },
  );

  it('is one line of what went well', () => {
    expect(endingLines(anEnding({ status: 'succeeded' }), []).map(({ kind }) => kind)).toEqual(['ended']);
  });
});
