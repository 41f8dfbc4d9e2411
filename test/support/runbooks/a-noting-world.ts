import type { TimelineLine } from '../../../lib/contracts/incident-item.ts';
import { action, type Action } from '../../../lib/runbooks/action.ts';
import { LockLostError } from '../../../lib/runbooks/lock-errors.ts';
import type { StepDependencies } from '../../../lib/runbooks/run-step.ts';
import { ENTERED_AT } from './a-step.ts';

export type Note = Action<{ text: string }>;

export const START = Date.parse(ENTERED_AT);
export const LEASE_MS = 900_000;

/** A world in which notes are kept, whose lock may be lost. */
export function aWorld({
  note,
  now = START,
  lost,
}: { note?: Partial<Note>; now?: number; lost?: boolean } = {}) {
  /** It passes when a test says so, and the lock may be taken meanwhile. */
  const world = { now, lost };
  const renewed: unknown[] = [];
  const lines: (TimelineLine & { incident: string })[] = [];
  const effects: string[] = [];
  const body: Note = {
    plan: (_context, { text }) =>
      Promise.resolve({ summary: `Would say ${text}`, facts: { text }, output: {} }),
    apply: (_context, { text }, effectId) => {
      effects.push(effectId);
      return Promise.resolve({ text: `Said ${text}`, output: { length: text.length } });
    },
    ...note,
  };
  const dependencies: StepDependencies = {
    actions: { 'incident.note': action('incident.note', body) },
    clock: { now: () => world.now },
    leaseMs: LEASE_MS,
    locks: {
      renew: (claim, until) => {
        if (world.lost) return Promise.reject(new LockLostError(claim));
        renewed.push({ ...claim, until });
        return Promise.resolve();
      },
    },
    timeline: {
      append: (incident, line) => {
        if (!lines.some(({ id }) => id === line.id)) lines.push({ incident, ...line });
        return Promise.resolve();
      },
    },
  };
  return { dependencies, renewed, lines, effects, world };
}
