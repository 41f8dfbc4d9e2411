import { APPROVAL_STATUSES } from '../../../contracts/approval-item.ts';
import { BREAKER_STATES } from '../../../contracts/breakers.ts';
import { FINDING_KINDS } from '../../../contracts/finding-kinds.ts';
import { TIMELINE_KINDS } from '../../../contracts/incident-item.ts';
import { RUN_STATUSES } from '../../../contracts/run-item.ts';
import { EXECUTION_STATUSES } from '../../../contracts/runbook-execution.ts';
import { REASONS } from '../../../contracts/selections.ts';

/** What can befall a launch that is rehearsed. */
export const FAULTS = [
  'model_outage',
  'loss_spike',
  'reward_runaway',
  'api_high_latency',
  'database_pool_exhausted',
  'database_down',
  'cache_down',
] as const;

export type FaultName = (typeof FAULTS)[number];

/** What an event can be `of`, or `as`: these words, a number (a step, the status of an answer), or anything. */
export type Words = readonly string[] | 'a number' | 'anything';

/** What can be expected of a launch. What it is `of` is listed where no configuration names it. */
export const EVENTS = {
  /** Of an alarm's name. */
  alarm: { as: ['on', 'off'] },
  /** Of its runbook. */
  approval: { as: APPROVAL_STATUSES },
  /** Of a model. A probe of a breaker that is open says nothing until it is back. */
  breaker: { as: BREAKER_STATES.filter((state) => state !== 'half_open') },
  /** Of the run, as the step of a checkpoint that is committed. */
  checkpoint: { as: 'a number' },
  /** Of a mode. */
  downshift: { as: ['begun', 'ended'] },
  /** Of a kind, as the step where it was found in the metrics. */
  finding: { of: FINDING_KINDS, as: 'a number' },
  /** Of its runbook. */
  incident: { as: ['open', 'resolved'] },
  /** A model that was read back is not the one that was saved, as its step. */
  model_damaged: { of: ['trainer'], as: 'a number' },
  /** As the reason for which an outcome was not taken. */
  outcome_rejected: { of: ['traffic'], as: 'anything' },
  /** Of who ordered it, as the step the trainer is sent back to. */
  rollback: { as: 'a number' },
  /** Of the run. */
  run: { as: RUN_STATUSES },
  /** Of a runbook, as the status of one of its executions. */
  runbook: { as: EXECUTION_STATUSES },
  /** A selection that was not answered with a mode, as the status of the answer (0: none). */
  selection_failed: { of: ['traffic'], as: 'a number' },
  /** A session that returned before its hour was over and was assigned another mode: of the reason given, as the mode. */
  session_moved: { of: REASONS, as: 'anything' },
  /** Of an incident's runbook, as the kind of a line of its timeline. */
  told: { as: TIMELINE_KINDS },
  /** A request of the trainer that was refused for good. */
  trainer_refused: { of: ['trainer'], as: ['refused', 'dropped', 'error'] },
} as const satisfies Readonly<Record<string, { readonly of?: Words; readonly as: Words }>>;

export type EventName = keyof typeof EVENTS;
