import { change } from '../change.ts';
import { CHANGES, REASON, type Command } from '../command.ts';
import { needed } from '../input.ts';
import { listed, PAGING } from '../listed.ts';
import { print, table, time } from '../print.ts';

export const drills: readonly Command[] = [
  {
    name: 'drill',
    summary: 'dry-run every runbook now, and report what would be missing',
    options: { ...CHANGES, reason: REASON },
    run: async (world, input) => {
      await change(world, input, {
        does: 'Drill every runbook',
        route: 'POST /v1/drills',
        body: { reason: needed(input, 'reason') },
      });
      return undefined;
    },
  },
  {
    name: 'drills ls',
    summary: 'drills, newest first',
    options: PAGING,
    run: async (world, input) => {
      const items = await listed(world.api.items('/v1/drills', { signal: world.signal }), input);
      const rows = items.map((one) => [one.id, one.status, one.gap_count, time(one.started_at), one.by]);
      print(world, { items }, () => table(['DRILL', 'STATUS', 'GAPS', 'STARTED', 'BY'], rows));
      return undefined;
    },
  },
  {
    name: 'drills show',
    args: '<id>',
    summary: 'times and gaps of one, as Markdown',
    run: async (world, { args: [id = ''] }) => {
      const { data } = await world.api.get('/v1/drills/{id}', { path: { id }, signal: world.signal });
      print(world, data, () => `${data.markdown.trimEnd()}\n`);
      return undefined;
    },
  },
];
