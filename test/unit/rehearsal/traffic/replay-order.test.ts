import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replayOrder } from '../../../../rehearsal/traffic/replay-order.ts';
import { serve, type Served } from '../../../support/serve.ts';

let folder: string;
let api: Served;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'artisan-replay-'));
  api = await serve(
    createServer((request, response) => {
      request.resume().on('end', () => {
        const isSelection = request.url === '/v1/selections';
        response.writeHead(isSelection ? 200 : 202, { 'content-type': 'application/json' });
        response.end(JSON.stringify(isSelection ? SELECTED : { accepted: 1, rejected: [] }));
      });
    }),
  );
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const SELECTED = {
  ...{ selection_id: 'id', mode: 'fast', assigned_mode: 'fast', reason: 'assigned' },
  ...{ models: ['qwen'], expires_at: '2026-01-01T00:00:00Z' },
};

/** Not a whole minute: that is what a moved clock comes to. */
const AHEAD_MS = 3_600_000 + 59_369;

describe('the log of what a replay has sent', () => {
  it('has the times of the stage, whose clock may have been moved', async () => {
    const logFile = join(folder, 'traffic.jsonl');
    const startedAt = Date.now();

    await replayOrder(
      {
        ...{ url: api.url, region: 'us-east-1', name: 'replay', selections: 4, returning: 0.5 },
        ...{ rates: [1], launchMs: 1_000, takesMs: 0, concurrency: 2, served: 1, latencies: {} },
        ...{ modelUrls: { qwen: `${api.url}/qwen` }, aheadMs: AHEAD_MS, logFile },
      },
      () => undefined,
    );

    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const times = logged.flatMap(({ at, sent_at, answered_at }) =>
      at === undefined ? [sent_at, answered_at] : [at],
    );
    expect(logged.map(({ type }) => type)).toEqual([...Array<string>(4).fill('selection'), 'outcomes']);
    expect(times).toHaveLength(6);
    for (const time of times.map(Number)) {
      expect(time).toBeGreaterThanOrEqual(startedAt + AHEAD_MS);
      expect(time).toBeLessThanOrEqual(Date.now() + AHEAD_MS);
    }
  });
});
