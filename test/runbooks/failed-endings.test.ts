import { loadConfig } from '../../lib/config/load-config.ts';
import { runbooksOf } from '../../lib/config/runbooks.ts';
import type { Runbook, RunbookStep } from '../../lib/contracts/runbook.ts';
import { runMachine, type Behaviour } from '../support/runbooks/a-machine.ts';
import { endingOf } from '../support/runbooks/a-failed-run.ts';

const RUNBOOKS = runbooksOf(loadConfig({ folder: 'configs', stage: 'local' }));

/** What later steps of the shipped runbooks read of earlier ones. */
const OUTPUT = {
  ...{ met: true, step: 4_500, attempt: 1, sha256: 'ab'.repeat(32), lr_multiplier: 0.5 },
  ...{ healthy: false, to: 'balanced', detail: 'answered 503' },
};

const failing: Behaviour = () => ({ error: 'SomeError' });

const eachStep = RUNBOOKS.flatMap((runbook) =>
  runbook.steps.map((step): [string, string, Runbook, RunbookStep] => [runbook.id, step.id, runbook, step]),
);

/** The machine with every step doing well but for this one. */
function runFailingAt(runbook: Runbook, failed?: string) {
  const acts = Object.fromEntries(
    runbook.steps.map(({ id }): [string, Behaviour] => [id, id === failed ? failing : () => OUTPUT]),
  );
  return runMachine(runbook, { acts }, { runbook: runbook.id, input: { run_id: 'one' } });
}

const stopping = eachStep.filter(([, , , step]) => step.on_failure === 'stop');
const goingOn = eachStep.filter(([, , , step]) => step.on_failure === 'continue');

describe('each shipped runbook', () => {
  it.each(stopping)(
    '%s that fails at %s: FAILED, escalated, its lock free',
    async (_id, _step, runbook, step) => {
      const { status, error = '', cause = '' } = await runFailingAt(runbook, step.id);

      const ended = await endingOf(runbook, { error, cause });

      expect([status, error]).toEqual(['FAILED', 'SomeError']);
      expect([ended.held, ended.heldAfter]).toEqual([1, []]);
      expect(ended.record).toMatchObject({ status: 'failed', error: 'SomeError' });
      expect(ended.closed).toEqual([ended.record?.execution_id]);
      expect(ended.incident).toMatchObject({ isOpen: true, severity: runbook.severity });
      expect(ended.lines.map(({ kind }) => kind)).toEqual(['trigger', 'failed', 'escalated']);
      expect(ended.lines.at(-1)).toMatchObject({ notify: 'escalated' });
      expect(ended.lines.at(-1)?.offers?.map(({ path }) => path)).toContain(
        `/v1/runbooks/${runbook.id}/executions`,
      );
    },
  );

  it.each(goingOn)('%s goes on where %s fails, after what it is for', async (_id, _step, runbook, step) => {
    const { status, acted } = await runFailingAt(runbook, step.id);

    expect(status).toBe('SUCCEEDED');
    expect(acted).toContain(`note_${step.id}`);
  });

  it.each(RUNBOOKS.map((runbook): [string, Runbook] => [runbook.id, runbook]))(
    '%s plans all of its steps in a dry run, and calls nothing that could act',
    async (id, runbook) => {
      for (const mode of ['dry_run', 'drill'] as const) {
        const { status, acted, planned, gate } = await runMachine(
          runbook,
          { plans: Object.fromEntries(runbook.steps.map((step) => [step.id, () => OUTPUT])) },
          { runbook: id, mode, input: { run_id: 'one' } },
        );

        expect([status, acted, gate]).toEqual(['SUCCEEDED', [], []]);
        expect(planned).toEqual(runbook.steps.map((step) => step.id));
      }
    },
  );
});
