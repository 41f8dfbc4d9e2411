import { looksAt } from '../../../../rehearsal/events/looks.ts';
import type { Happening } from '../../../../rehearsal/events/launch-event.ts';
import { Watch } from '../../../../rehearsal/events/watch.ts';

const NOBODY = { weights: {}, downshifts: {}, breakers: [] };

/** Watches an API that answers as the table says, and tells what was asked. */
async function watching(table: Record<string, unknown>) {
  const asked: string[] = [];
  const told: Happening[] = [];
  const get = (path: string) => {
    const [name = ''] = path.split('?');
    asked.push(name);
    const body = table[name] ?? (name === '/v1/traffic' ? NOBODY : { items: [] });
    return Promise.resolve({ status: body === 404 ? 404 : 200, headers: {}, body });
  };
  const watch = new Watch(
    looksAt(get, () => Promise.resolve([]), 'night'),
    (one) => told.push(one),
  );
  await watch.begin(() => Promise.resolve());
  asked.length = 0;
  const toldOf = (event: string) => told.flatMap((one) => (one.event === event ? [one.text] : []));
  return { watch, table, asked, toldOf };
}

const line = (id: string, text: string) => ({ id, kind: 'note', text });
const incident = (status: string, ...timeline: object[]) => ({
  ...{ id: 'INC-1', runbook: 'cache', status, title: 'Cache', timeline },
});

describe('who looks at a launch', () => {
  it('sees the last lines of an incident, which come as it is resolved, and then reads it no more', async () => {
    const { watch, table, asked, toldOf } = await watching({ '/v1/runs/night': 404 });

    table['/v1/incidents'] = { items: [incident('open')] };
    table['/v1/incidents/INC-1'] = incident('open', line('1', 'opened'));
    await watch.look();
    table['/v1/incidents'] = { items: [incident('resolved')] };
    table['/v1/incidents/INC-1'] = incident('resolved', line('1', 'opened'), line('2', 'well again'));
    await watch.look();
    await watch.look();

    expect(toldOf('told')).toEqual(['opened', 'well again']);
    expect(toldOf('incident')).toEqual(['open: Cache', 'resolved: Cache']);
    expect(asked.filter((path) => path === '/v1/incidents/INC-1')).toHaveLength(2);
  });

  it('sees each checkpoint that is kept, once an attempt', async () => {
    const { watch, table, toldOf } = await watching({ '/v1/runs/night': 404 });

    table['/v1/runs/night'] = { run_id: 'night', status: 'running', findings: [], lineage: [] };
    const saved = (attempt: number) => ({ attempt, step: 499, size_bytes: 9 });
    table['/v1/runs/night/checkpoints'] = { items: [saved(1)] };
    await watch.look();
    table['/v1/runs/night/checkpoints'] = { items: [saved(2), saved(1)] };
    await watch.look();

    expect(toldOf('checkpoint')).toEqual(['of step 499, 9 bytes', 'of step 499, 9 bytes']);
    expect(watch.blind).toEqual([]);
  });

  it('says of a place that is out of reach what it answered', async () => {
    const { watch, table } = await watching({ '/v1/runs/night': 404 });

    table['/v1/executions'] = { items: [{}] };
    table['/v1/traffic'] = 404;
    await watch.look();

    expect(watch.blind).toEqual([
      expect.stringContaining('GET /v1/traffic: 404'),
      expect.stringContaining('ValiError'),
    ]);
  });
});
