import { change } from '../change.ts';
import { CHANGES, REASON, type Command } from '../command.ts';
import { UsageError } from '../exit.ts';
import { FORCE, forced } from '../force.ts';
import { needed } from '../input.ts';
import { print, table, time } from '../print.ts';

const TRAFFIC = { route: 'GET /v1/traffic' } as const;

export const modes: readonly Command[] = [
  {
    name: 'modes show',
    summary: 'weights, downshifts and what is avoided',
    run: async (world) => {
      const { data } = await world.api.get('/v1/traffic', { signal: world.signal });
      const rows = Object.entries(data.weights).map(([mode, weight]) => {
        const downshift = data.downshifts[mode];
        return [
          mode,
          `${weight} %`,
          downshift?.to,
          downshift?.owner,
          time(downshift?.until),
          downshift?.reason,
        ];
      });
      print(world, data, () => table(['MODE', 'WEIGHT', 'GOES TO', 'BY', 'UNTIL', 'REASON'], rows));
      return undefined;
    },
  },
  {
    name: 'modes set',
    args: '<mode=weight> ...',
    summary: 'new weights: modes set fast=60 balanced=30 creative=10',
    options: {
      ...CHANGES,
      rebalance: { type: 'boolean', about: 'move the sessions that are pinned, too' },
    },
    run: async (world, input) => {
      const weights = Object.fromEntries(input.args.map((arg) => weightOf(arg ?? '')));
      const rebalance = input.flag('rebalance');
      await change(world, input, {
        does: `Set the weights ${input.args.join(' ')}${rebalance ? ', for all sessions' : ', for new sessions'}`,
        route: 'PUT /v1/traffic/weights',
        body: { weights, ...(rebalance && { rebalance }) },
        ifUnchanged: TRAFFIC,
      });
      return undefined;
    },
  },
  {
    name: 'modes downshift',
    args: '<mode>',
    summary: "send a mode's sessions to another mode",
    options: {
      ...CHANGES,
      to: { type: 'string', value: 'MODE', about: 'where to', isRequired: true },
      reason: REASON,
      until: { type: 'string', value: 'TIME', about: 'ISO 8601; without it, until it is restored' },
    },
    run: async (world, input) => {
      const [mode = ''] = input.args;
      const [to, reason, until] = [needed(input, 'to'), needed(input, 'reason'), input.text('until')];
      await change(world, input, {
        does: `Send the sessions of ${mode} to ${to}`,
        route: 'PUT /v1/traffic/downshifts/{mode}',
        path: { mode },
        body: { to, reason, ...(until !== undefined && { until }) },
        ifUnchanged: TRAFFIC,
      });
      return undefined;
    },
  },
  {
    name: 'modes restore',
    args: '<mode>',
    summary: "let a mode's sessions return",
    options: { ...CHANGES, ...FORCE },
    run: async (world, input) => {
      const [mode = ''] = input.args;
      await change(world, input, {
        does: `Let the sessions of ${mode} return`,
        route: 'DELETE /v1/traffic/downshifts/{mode}',
        path: { mode },
        query: forced(input),
        ifUnchanged: TRAFFIC,
      });
      return undefined;
    },
  },
];

function weightOf(text: string): readonly [string, number] {
  const [, mode, digits] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
  if (mode === undefined || digits === undefined)
    throw new UsageError(`"${text}" is no weight: allowed is mode=number, such as fast=60`);
  return [mode, Number(digits)];
}
