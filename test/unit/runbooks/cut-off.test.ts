import { ACTIONS } from '../../../lib/contracts/actions.ts';
import type { ExecutionItem, RecordStatus } from '../../../lib/contracts/execution-item.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { runbooksOf } from '../../../lib/config/runbooks.ts';
import { cutOff } from '../../../lib/runbooks/cut-off.ts';
import { anExecution } from '../../support/runbooks/a-step.ts';

const ended = (status: RecordStatus, runbook: string): ExecutionItem => ({
  ...anExecution({ runbook, input: {} }),
  ...{ status, created_at: 0, ended_at: 1 },
});

const RUNBOOKS = runbooksOf(loadConfig({ folder: 'configs', stage: 'local' }));

describe('an execution that was stopped or took too long', () => {
  it.each(RUNBOOKS.map((runbook) => [runbook.id, runbook] as const))(
    '%s: tells of each step that changes something',
    (_id, runbook) => {
      const [told] = cutOff(ended('aborted', runbook.id), runbook);
      const known = (action: string) => Object.entries(ACTIONS).find(([name]) => name === action)?.[1];
      const changing = runbook.steps.filter(({ action }) => known(action)?.kind === 'change');

      expect(told).toMatchObject({ kind: 'cut_off', steps: changing.map(({ name }) => name) });
      expect(changing.length).toBeGreaterThan(0);
    },
  );

  it.each(['succeeded', 'failed', 'running'] as const)('says nothing of one that has %s', (status) => {
    expect(RUNBOOKS.flatMap((runbook) => cutOff(ended(status, runbook.id), runbook))).toEqual([]);
  });
});
