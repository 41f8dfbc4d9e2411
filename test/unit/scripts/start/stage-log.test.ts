import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStageLog } from '../../../../scripts/start/stage-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-stage-log-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const anAnswer = {
  ...{ routeKey: 'GET /health', method: 'GET', statusCode: 503, receivedAt: 1_000 },
  ...{ headers: {}, body: Buffer.alloc(0) },
};
const aSignal = (metric: string, value: number) => ({
  ...{ target: 'cache' as const, metric, unit: 'Percent' as const, values: new Map([[value, 1]]) },
});

describe('the log of a stage', () => {
  it('has each answer, and each hit rate that was reported, until it is closed', () => {
    const path = join(folder, 'stage.jsonl');
    const log = openStageLog(path, { now: () => 1_250 });

    log.onAnswer(anAnswer);
    log.onReported([aSignal('ConnectErrors', 2), aSignal('HitRate', 92.5)], 9_000);
    log.onReported([], 19_000);

    log.close();
    log.onAnswer(anAnswer);

    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { type: 'answer', at: 1_000, answered_at: 1_250, status: 503 },
      { type: 'signals', at: 9_000, hit_rate: 92.5 },
    ]);
  });

  it('is none where nothing is kept', () => {
    const log = openStageLog(undefined, { now: () => 0 });

    expect(() => {
      log.onAnswer(anAnswer);
      log.close();
    }).not.toThrow();
  });
});
