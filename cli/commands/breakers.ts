import type { Options } from '../../clients/typescript/index.ts';
import { change } from '../change.ts';
import { oneOf } from '../choice.ts';
import { CHANGES, REASON, type Command } from '../command.ts';
import { needed } from '../input.ts';
import { colored, print, table, time } from '../print.ts';

type State = Options<'/v1/breakers/{model}', 'put'>['body']['state'];
const STATES: readonly State[] = ['forced_open', 'forced_closed', 'auto'];

export const breakers: readonly Command[] = [
  {
    name: 'breakers',
    summary: 'which models are avoided, and why',
    run: async (world) => {
      const { data } = await world.api.get('/v1/breakers', { signal: world.signal });
      const rows = data.items.map((breaker) => [
        breaker.model,
        breaker.state,
        `${(100 * breaker.error_rate).toFixed(1)} % of ${breaker.volume}`,
        breaker.consecutive_failures,
        time(breaker.next_attempt_at),
        breaker.reason,
      ]);
      print(world, data, () =>
        table(['MODEL', 'STATE', 'FAILED', 'IN A ROW', 'NEXT TRY', 'REASON'], rows).replace(
          /\bopen\b/g,
          colored(world, 'bad', 'open'),
        ),
      );
      return undefined;
    },
  },
  {
    name: 'breakers set',
    args: '<model> <state>',
    summary: 'force one: forced_open, forced_closed; or auto',
    options: {
      ...CHANGES,
      reason: REASON,
      force: { type: 'boolean', about: "auto, though its model isn't well yet" },
    },
    run: async (world, input) => {
      const [model = '', word = ''] = input.args;
      const state = oneOf(STATES, word, '<state>');
      await change(world, input, {
        does:
          state === 'auto'
            ? `Let the breaker of ${model} decide by itself`
            : `Make the breaker of ${model} ${state}`,
        route: 'PUT /v1/breakers/{model}',
        path: { model },
        body: { state, reason: needed(input, 'reason'), ...(input.flag('force') && { force: true }) },
        ifUnchanged: { route: 'GET /v1/breakers/{model}', path: { model } },
      });
      return undefined;
    },
  },
];
