import { createEventLines } from '../../../../scripts/start/event-lines.ts';

function told() {
  const lines: string[] = [];
  return { lines, tell: createEventLines((line) => lines.push(line)) };
}

const HOUR = 3_600_000;

describe('the lines of a launch', () => {
  it('tell when of the launch, what, and how', () => {
    const { lines, tell } = told();

    tell({
      event: 'selection_failed',
      of: 'traffic',
      as: '503',
      text: 'a\nb',
      launchMs: 26.5 * HOUR,
      afterMs: 1,
    });

    expect(lines).toEqual(['  26:30  selection failed  a b\n']);
  });

  it('are as many as steps of a runbook, however alike', () => {
    const { lines, tell } = told();

    for (let i = 0; i < 30; i += 1)
      tell({ event: 'told', of: 'rollback', as: 'step', text: `step ${i}`, launchMs: 0, afterMs: 0 });

    expect(lines).toHaveLength(30);
  });

  it('are ten of what befalls requests, of which the last says so', () => {
    const { lines, tell } = told();

    for (let i = 0; i < 30; i += 1)
      tell({
        event: 'outcome_rejected',
        of: 'traffic',
        as: 'late_outcome',
        text: `${i}`,
        launchMs: 0,
        afterMs: 0,
      });

    expect(lines).toHaveLength(10);
    expect(lines[8]).not.toContain('more of these');
    expect(lines[9]).toContain('9 (more of these are not told)');
  });
});
