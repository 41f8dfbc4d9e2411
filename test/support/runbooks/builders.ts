import type { DispatchConfig } from '../../../lib/contracts/dispatch-config.ts';
import type { GateItem } from '../../../lib/contracts/gate-item.ts';
import type { Runbook } from '../../../lib/contracts/runbook.ts';
import { admit, type Candidate } from '../../../lib/runbooks/admission.ts';
import type { Admission } from '../../../lib/runbooks/ports.ts';
import { derivedUlid } from '../../../lib/shared/derived-id.ts';

export const NOW = Date.parse('2026-03-01T12:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** As configs/dispatch.yaml ships it. */
export const DISPATCH: DispatchConfig = {
  cooldown_ms: 5 * MINUTE,
  backoff: { initial_ms: MINUTE, max_ms: 10 * MINUTE },
  max_per_hour: 4,
  consecutive_failures: { limit: 3, pause_ms: HOUR },
  lock_lease_ms: 15 * MINUTE,
  start_patience_ms: MINUTE / 2,
};

export function aCandidate(change: Partial<Candidate> = {}): Candidate {
  return {
    execution_id: derivedUlid(NOW, 'candidate'),
    runbook: 'rl_rollback',
    mode: 'live',
    resource: 'run#run-1',
    trigger: { kind: 'alarm', by: 'RewardRunaway', at: new Date(NOW).toISOString() },
    input: { run_id: 'run-1' },
    ...change,
  };
}

export function aGate(change: Partial<GateItem> = {}): GateItem {
  return { runbook: 'rl_rollback', resource: 'run#run-1', version: 3, starts: [], failures: 0, ...change };
}

/** What starts of nothing. */
export function anAdmission(change: Partial<Candidate> = {}, now = NOW): Admission {
  const verdict = admit({ isIncidentOpen: false }, aCandidate(change), { now, config: DISPATCH });
  if (verdict.kind !== 'start') throw new Error(`Blocked: ${verdict.block.reason}`);
  return verdict.admission;
}

export function aRunbook(change: Partial<Runbook> = {}): Runbook {
  return {
    id: 'rl_rollback',
    title: 'Reward runaway',
    severity: 'sev3',
    automation: 'semi_automatic',
    expected_recovery_seconds: 900,
    timeout_seconds: 7_200,
    components: ['RL'],
    resource: 'run#{run_id}',
    inputs: { run_id: { description: 'The run' } },
    triggers: [{ alarm: 'RewardRunaway', for_each: 'marked_run' }],
    incident: { title: 'RL reward runaway', description: 'Rewards ran away', resolve: 'by_person' },
    steps: [
      {
        id: 'check',
        name: 'Check the rewards',
        action: 'training.check',
        inputs: {},
        timeout_seconds: 60,
        poll_seconds: 5,
        approval: false,
        on_failure: 'stop',
        compensation: [],
      },
    ],
    manual_recovery: [],
    prevention: [],
    ...change,
  };
}
