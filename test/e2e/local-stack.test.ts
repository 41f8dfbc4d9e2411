import { readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type LocalStack, type StackOptions } from '../../local/stack.ts';
import { notesApp } from '../support/sample-app/notes-app.ts';
import { aSample, type Sample } from '../support/sample-app/sample.ts';

const HOUR = 3_600_000;
let sample: Sample;
const running: LocalStack[] = [];

beforeAll(() => {
  sample = aSample('notes.ts', notesApp);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((stack) => stack.stop()));
});
afterAll(() => {
  sample.remove();
});

async function start(options: Partial<StackOptions> = {}): Promise<LocalStack> {
  const stack = await startStack({ assemblyDir: sample.assemblyDir, port: 0, awsPort: 0, ...options });
  running.push(stack);
  return stack;
}
const put = ({ url }: LocalStack, id: string, text: string) =>
  fetch(`${url}/notes/${id}`, { method: 'PUT', body: text });
const get = async ({ url }: LocalStack, id: string) => {
  const response = await fetch(`${url}/notes/${id}`);
  return response.ok ? ((await response.json()) as { text: string; at: number }) : response.status;
};
const clientConfig = ({ awsUrl, region, root }: LocalStack) => ({
  endpoint: awsUrl,
  region,
  credentials: root.credentials,
});

describe('the local stack', () => {
  it('runs an app: its API, its function, its table, all for two seconds of a processor', async () => {
    const before = process.cpuUsage();

    const stack = await start();
    const kept = await put(stack, 'a', 'hello');
    const note = await get(stack, 'a');

    expect(kept.status).toBe(204);
    expect(note).toMatchObject({ text: 'hello' });
    // Microseconds that we used, whatever else the machine does. Other test files run in other processes.
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
    expect(stack.outputs['Url']).toBe(stack.url);
  });

  it('has a metric of the embedded format in CloudWatch when the answer is there', async () => {
    const stack = await start();

    await put(stack, 'a', 'hello');
    const { Metrics } = await new CloudWatchClient(clientConfig(stack)).send(
      new ListMetricsCommand({ Namespace: 'Sample' }),
    );

    expect(Metrics).toEqual([
      { Namespace: 'Sample', MetricName: 'Notes', Dimensions: [{ Name: 'App', Value: 'notes' }] },
    ]);
  });

  it("counts what its functions and its API do as AWS's own metrics", async () => {
    const stack = await start();

    await put(stack, 'a', 'hello');
    const { Metrics = [] } = await new CloudWatchClient(clientConfig(stack)).send(new ListMetricsCommand({}));

    const names = new Set(Metrics.map(({ Namespace = '', MetricName = '' }) => `${Namespace} ${MetricName}`));
    expect([...names]).toEqual(
      expect.arrayContaining(['AWS/Lambda Invocations', 'AWS/Lambda Duration', 'AWS/ApiGateway Count']),
    );
  });

  it('has one clock: functions, signatures and SDKs go on when it is moved by days', async () => {
    const stack = await start();
    await put(stack, 'a', 'before');

    await stack.clock.advance(48 * HOUR);
    await put(stack, 'b', 'after');
    const [a, b] = [await get(stack, 'a'), await get(stack, 'b')] as { at: number }[];

    expect((b?.at ?? 0) - (a?.at ?? 0)).toBeGreaterThanOrEqual(48 * HOUR);
    expect((b?.at ?? 0) - (a?.at ?? 0)).toBeLessThan(49 * HOUR);
  });

  it('checks who calls AWS, unless it is told not to', async () => {
    const list = (awsUrl: string) =>
      fetch(awsUrl, {
        method: 'POST',
        headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
        body: '{}',
      });

    const closed = await list((await start()).awsUrl);
    const open = await list((await start({ noAuth: true })).awsUrl);

    expect(closed.status).toBe(400);
    expect(await closed.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    expect(open.status).toBe(200);
  });

  it('breaks calls on demand: a throttled write is tried again, one whose answer is lost has happened', async () => {
    const stack = await start();
    const TableName = stack.outputs['TableName'] ?? '';
    const inject = (fault: object) =>
      fetch(`${stack.awsUrl}/_local/faults`, {
        method: 'POST',
        body: JSON.stringify({ service: 'dynamodb', operation: 'PutItem', resource: TableName, ...fault }),
      });

    await inject({ kind: 'throttle', times: 2 });
    const throttled = await put(stack, 'a', 'tried again');
    await inject({ kind: 'kill-after', times: 9 });
    const lost = await put(stack, 'b', 'happened');
    const { Item } = await new DynamoDBClient(clientConfig(stack)).send(
      new GetItemCommand({ TableName, Key: { id: { S: 'b' } } }),
    );

    expect(throttled.status).toBe(204);
    expect(lost.status).toBe(500);
    expect(Item?.['text']).toEqual({ S: 'happened' });
    expect(stack.faults.list()).toMatchObject([{ kind: 'kill-after' }]);
  });

  it('listens on the loopback interface only', async () => {
    const stack = await start();
    const { port } = new URL(stack.url);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);

    const answers = outside
      ? await fetch(`http://${outside.address}:${port}/notes/a`).catch(() => 'refused')
      : 'refused';

    expect(answers).toBe('refused');
  });
});

describe('a stack that cannot start', () => {
  it('because a port is taken says which, and leaves nothing behind', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const free = await start().then(async (stack) => {
      await stack.stop();
      return Number(new URL(stack.url).port);
    });

    const api = start({ port });
    await expect(api).rejects.toThrow(`Port ${port} is taken`);
    const aws = start({ port: free, awsPort: port });
    await expect(aws).rejects.toThrow(`Port ${port} is taken`);
    const again = await start({ port: free });

    expect(new URL(again.url).port).toBe(String(free));
    await new Promise((resolve) => blocker.close(resolve));
  });

  it('because of what is not supported names the resource, and frees its ports', async () => {
    const { App, Stack } = await import('aws-cdk-lib');
    const { Topic } = await import('aws-cdk-lib/aws-sns');
    const topicApp = aSample('notes.ts', (outdir) => {
      const app = new App({ outdir, analyticsReporting: false });
      new Topic(new Stack(app, 'Sns'), 'Alerts');
      return app;
    });

    const started = start({ assemblyDir: topicApp.assemblyDir });

    await expect(started).rejects.toThrow(/Alerts\w+ \(AWS::SNS::Topic\)/);
    topicApp.remove();
  });
});

describe('stopping', () => {
  const codeFolders = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`lambda-code-${process.pid}-`)).length;

  it('frees the ports, removes its files, and may be asked for twice', async () => {
    const stack = await start();
    const during = codeFolders();
    await put(stack, 'a', 'hello');
    const ports = [stack.url, stack.awsUrl].map((url) => Number(new URL(url).port));

    await Promise.all([stack.stop(), stack.stop()]);
    await stack.stop();
    const [port = 0, awsPort = 0] = ports;
    const again = await start({ port, awsPort });

    expect(await get(again, 'a')).toBe(404);
    await again.stop();
    expect(during).toBe(1);
    expect(codeFolders()).toBe(0);
  });
});
