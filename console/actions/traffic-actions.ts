import type { TrafficAnswer } from '../../lib/contracts/answers/traffic.ts';
import { change } from '../api/change.ts';
import { RESOURCES } from '../api/resources.ts';
import type { Action, Field, Values } from './action.ts';
import { FORCE, needsReason } from './force.ts';
import { instantOf } from './instant.ts';
import { REASON } from './run-actions.ts';

const TRAFFIC = '/v1/traffic';
const GUARD = { route: 'GET /v1/traffic' } as const;
const CHANGES = [TRAFFIC, '/v1/report'] as const;

const weightField = (mode: string): string => `weight:${mode}`;
const sumOf = (modes: readonly string[], values: Values): number =>
  modes.reduce((sum, mode) => sum + Number(values[weightField(mode)]), 0);

export function weightsAction({ weights }: Pick<TrafficAnswer, 'weights'>): Action {
  const modes = Object.keys(weights);
  return {
    title: 'Change the weights',
    says: [
      'Every container draws new sessions by them within five seconds.',
      'Sessions that have a mode keep it until it expires, unless all are drawn anew.',
    ],
    confirm: 'Set the weights',
    fields: [
      ...modes.map((mode): Field => ({
        name: weightField(mode),
        label: `${mode}, percent`,
        kind: 'number',
        isRequired: true,
        initial: String(weights[mode]),
      })),
      { name: 'rebalance', label: 'Draw all sessions anew, those that have a mode, too', kind: 'check' },
    ],
    objection: (values) => {
      const sum = sumOf(modes, values);
      return sum === 100 ? undefined : `They add up to ${sum}; they have to add up to 100.`;
    },
    guard: GUARD,
    anew: (body) => weightsAction(RESOURCES.traffic.parse(body)),
    changes: CHANGES,
    call: (values) =>
      change({
        route: 'PUT /v1/traffic/weights',
        body: {
          weights: Object.fromEntries(modes.map((mode) => [mode, Number(values[weightField(mode)])])),
          ...(values['rebalance'] === 'true' && { rebalance: true }),
        },
        ifUnchanged: GUARD,
      }),
  };
}

export function downshiftAction({ weights }: Pick<TrafficAnswer, 'weights'>, mode: string): Action {
  const others = Object.keys(weights).filter((other) => other !== mode);
  return {
    title: `Send the sessions of ${mode} to another mode`,
    says: [
      `Within five seconds every session of ${mode} is answered as the other mode. It keeps its place, and returns when this ends.`,
    ],
    confirm: 'Downshift',
    tone: 'danger',
    fields: [
      {
        name: 'to',
        label: 'To',
        kind: { choices: others },
        isRequired: true,
        ...(others[0] !== undefined && { initial: others[0] }),
      },
      { name: 'until', label: 'Until, in your time; without it, until it is restored', kind: 'time' },
      REASON,
    ],
    objection: ({ until = '' }) =>
      until === '' || instantOf(until) !== undefined ? undefined : 'The time is not complete.',
    guard: GUARD,
    anew: (body) => downshiftAction(RESOURCES.traffic.parse(body), mode),
    changes: CHANGES,
    call: ({ to = '', until = '', reason = '' }) => {
      const end = instantOf(until);
      return change({
        route: 'PUT /v1/traffic/downshifts/{mode}',
        path: { mode },
        body: { to, reason, ...(end !== undefined && { until: end }) },
        ifUnchanged: GUARD,
      });
    },
  };
}

/** A runbook's downshift ends once its models are well, or when a person insists and says why. */
export function restoreAction({ downshifts }: Pick<TrafficAnswer, 'downshifts'>, mode: string): Action {
  const byRunbook = downshifts[mode]?.execution_id !== undefined;
  return {
    title: `Let the sessions of ${mode} return`,
    says: [
      `Within five seconds they are answered as ${mode} again.`,
      ...(byRunbook
        ? ['A runbook sent them away: it is refused until the models have been well for a while.']
        : []),
    ],
    confirm: 'Restore',
    ...(byRunbook && { fields: [FORCE, { ...REASON, isRequired: false }], objection: needsReason }),
    guard: GUARD,
    anew: (body) => restoreAction(RESOURCES.traffic.parse(body), mode),
    changes: CHANGES,
    call: ({ force, reason = '' }) =>
      change({
        route: 'DELETE /v1/traffic/downshifts/{mode}',
        path: { mode },
        ...(force === 'true' && { query: { force, reason } }),
        ifUnchanged: GUARD,
      }),
  };
}
