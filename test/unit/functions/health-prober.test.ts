import { pointsOf } from '../../../functions/health-prober/points.ts';
import { emfLine } from '../../../lib/shared/emf.ts';
import { aHealthCheck } from '../../support/health/checks.ts';

describe('the metrics of a health check', () => {
  it('fit into one line, by model', () => {
    const check = aHealthCheck({ healthy: false, latencyMs: 42 });

    const points = pointsOf(check, { ...check, consecutiveFailures: 2, consecutiveSuccesses: 0 });

    expect(points.map(({ name, value }) => [name, value])).toEqual([
      ['HealthCheckLatency', 42],
      ['HealthCheckFailures', 1],
      ['ConsecutiveFailures', 2],
    ]);
    expect(emfLine('Artisan/local', 0, points)).toContain('"Model":"mistral"');
  });

  it('count a check that went well as no failure', () => {
    const check = aHealthCheck();

    const points = pointsOf(check, { ...check, consecutiveFailures: 0, consecutiveSuccesses: 0 });

    expect(points.find(({ name }) => name === 'HealthCheckFailures')?.value).toBe(0);
  });
});
