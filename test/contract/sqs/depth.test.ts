import type { QueueDepth } from '../../../local/sqs/depth.ts';
import { queueMetrics } from '../../../local/stack/metrics.ts';
import { aQueue, aSqsWorld, START } from './sqs-world.ts';

const MINUTE = 60_000;

describe('the depth of queues', () => {
  it('is told at each whole minute: what waits, what is in flight, what is delayed', async () => {
    const depths: QueueDepth[] = [];
    const world = await aSqsWorld({ startAt: START + 1, onDepth: (depth) => depths.push(depth) });
    const queue = await aQueue(world, 'orders', { VisibilityTimeout: '300' });
    await queue.send('taken');
    await queue.receive();
    await queue.send('waits');
    await queue.send('later', { DelaySeconds: 90 });

    await world.clock.advance(2 * MINUTE);
    await world.close();
    await world.clock.advance(MINUTE);

    expect(depths).toEqual([
      { queueName: 'orders', at: START + MINUTE, visible: 1, inFlight: 1, delayed: 1 },
      { queueName: 'orders', at: START + 2 * MINUTE, visible: 2, inFlight: 1, delayed: 0 },
    ]);
  });

  it('becomes metrics of the queue', () => {
    const points = queueMetrics({ queueName: 'orders', at: START, visible: 3, inFlight: 2, delayed: 1 });

    expect(points.map(({ metric }) => metric.metricName)).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ]);
    expect(points[0]).toMatchObject({
      metric: { namespace: 'AWS/SQS', dimensions: { QueueName: 'orders' } },
      timestampMs: START,
      measurement: { value: 3 },
    });
  });
});
