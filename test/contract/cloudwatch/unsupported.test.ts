import { PutAnomalyDetectorCommand, PutCompositeAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { serveCloudWatch } from './served-cloudwatch.ts';

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeAll(async () => {
  served = await serveCloudWatch();
});
afterAll(() => served.close());

describe('an operation that is not supported', () => {
  it('is refused by name, with 501', async () => {
    const calls = [
      served.client.send(
        new PutCompositeAlarmCommand({ AlarmName: 'both', AlarmRule: 'ALARM(a) AND ALARM(b)' }),
      ),
      served.client.send(new PutAnomalyDetectorCommand({})),
    ];

    const refusals = await Promise.allSettled(calls);

    expect(
      refusals.map((refusal) => (refusal.status === 'rejected' ? (refusal.reason as unknown) : undefined)),
    ).toEqual(
      ['PutCompositeAlarm', 'PutAnomalyDetector'].map(
        (operation) =>
          expect.objectContaining({
            name: 'UnknownOperationException',
            message: `This local CloudWatch does not support ${operation}`,
            $metadata: expect.objectContaining({ httpStatusCode: 501 }) as unknown,
          }) as unknown,
      ),
    );
  });

  it('is not found among what every object has', async () => {
    const response = await fetch(served.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.toString' },
      body: '{}',
    });

    expect(response.status).toBe(501);
  });
});
