import type { Schemas } from '../../clients/typescript/index.ts';
import type { Command } from '../command.ts';
import { facts, print, table, time } from '../print.ts';
import { WATCHES, watched } from '../watch.ts';

export const serving: readonly Command[] = [
  {
    name: 'select',
    summary: 'which mode answers a session (signed with AWS credentials)',
    options: {
      session: { type: 'string', value: 'ID', about: 'a session; without one it is a session of its own' },
      mode: { type: 'string', value: 'MODE', about: 'what the user would like' },
    },
    run: async (world, input) => {
      const [session, mode] = [input.text('session'), input.text('mode')];
      const body = {
        ...(session !== undefined && { session_id: session }),
        ...(mode !== undefined && { preferred_mode: mode }),
      };
      const { data } = await world.service.post('/v1/selections', { body, signal: world.signal });
      const { selection_id, assigned_mode, reason, models, expires_at } = data;
      print(world, data, () =>
        facts({
          mode: data.mode,
          assigned: assigned_mode,
          reason,
          models: models.join(', '),
          until: time(expires_at),
          selection: selection_id,
        }),
      );
      return undefined;
    },
  },
  {
    name: 'distribution',
    summary: 'actual split against target',
    options: { ...WATCHES, window: { type: 'string', value: 'TIME', about: 'such as 5m (default)' } },
    run: (world, input) =>
      watched(world, input, async (looking) => {
        const query = { window: input.text('window') };
        const { data } = await world.api.get('/v1/traffic/distribution', { query, signal: looking.signal });
        print(looking, data, () => textOf(data));
        return {
          isOver: false,
          isWell: !looking.isLined || data.status !== 'deviating',
          says: `the split is ${data.status}`,
        };
      }),
  },
];

function textOf({ status, samples, window_seconds, p_value, modes }: Schemas['Distribution']): string {
  const rows = Object.entries(modes).map(([mode, { target, actual, deviation, served, alert }]) => [
    mode,
    ...[target, actual, deviation, served].map((share) => `${share.toFixed(2)} %`),
    alert ? 'deviates' : '',
  ]);
  const last = `${status}: ${samples} samples in ${window_seconds} s, p = ${p_value.toPrecision(3)}\n`;
  return table(['MODE', 'TARGET', 'ACTUAL', 'OFF BY', 'SERVED', ''], rows) + last;
}
