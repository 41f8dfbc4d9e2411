import { readdirSync } from 'node:fs';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import type { LocalStack } from '../../local/stack.ts';
import { SfnHistory } from '../../lib/aws/sfn-history.ts';
import type { ExecutionInput } from '../../lib/contracts/runbook-execution.ts';
import { LOCK_KEYS } from '../../lib/contracts/runbook-keys.ts';
import { statesOf } from '../../lib/contracts/runbook-states.ts';
import { machineName } from '../../lib/contracts/runbook-names.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { stepFunctionsClient } from '../support/approval-app/step-functions-client.ts';
import { anExecution } from '../support/runbooks/a-step.ts';
import { ScriptedTrainer } from '../support/runbooks/scripted-trainer.ts';
import { synthesizedWith } from '../support/runbooks/with-runbook.ts';
import { until } from '../support/until.ts';

const GREETING = `
greeting:
  title: A greeting
  severity: sev4
  automation: automatic
  expected_recovery: 1m
  components: [Test]
  resource: person#{name}
  inputs:
    name: Who is greeted
  incident:
    title: Greeting
    description: Somebody has to be greeted
  steps:
    greet:
      name: Greet
      action: incident.note
      inputs:
        text: '{% "Hello, " & $execution.input.name & "!" %}'
      timeout: 60s
      no_compensation: What is said is said
    part:
      name: Part
      action: incident.note
      inputs:
        text: Good bye!
      timeout: 60s
      no_compensation: What is said is said
`;

const { assemblyDir, remove } = synthesizedWith({ greeting: GREETING });
let artisan: ArtisanStack;
let stack: LocalStack;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  // Standing still, so that nothing but the runbook writes.
  artisan = await startArtisan({ assemblyDir, clock: createMovableClock({ running: false }) });
  ({ stack } = artisan);
  dynamodb = clientFor(stack.root.credentials);
});

afterAll(async () => {
  dynamodb.destroy();
  await artisan.stop();
  remove();
});

const clientFor = (credentials: LocalStack['root']['credentials']) =>
  new DynamoDBClient({ endpoint: stack.awsUrl, region: stack.region, credentials, maxAttempts: 1 });

const table = () => stack.outputs['ControlTableName'] ?? '';

let executions = 0;

/** Starts the machine as the dispatcher does, and waits for its end. */
async function execute(runbook: string, over: Partial<ExecutionInput>) {
  const call = stepFunctionsClient(stack);
  executions += 1;
  const execution_id = `01JNF3N800000000000000000${executions}`;
  const input = anExecution({ execution_id, runbook, ...over });
  const name = machineName('local', runbook);
  const { executionArn } = await call<{ executionArn: string }>('StartExecution', {
    stateMachineArn: `arn:aws:states:${stack.region}:000000000000:stateMachine:${name}`,
    name: execution_id,
    input: JSON.stringify(input),
  });
  const describe = () => call('DescribeExecution', { executionArn });
  await until(async () => (await describe())['status'] !== 'RUNNING');
  const { status, error } = await describe();
  return { input, status, error, executionArn };
}

/** What its tasks were, and how each went. */
async function tasksOf(executionArn: string): Promise<readonly string[]> {
  const { awsUrl: endpoint, region, root } = stack;
  const sfn = new SFNClient({ endpoint, region, credentials: root.credentials });
  const history = new SfnHistory(sfn, { arnOf: () => executionArn });
  const steps = await history.steps({ runbook: '', execution_id: '' });
  sfn.destroy();
  return steps.map(({ name, status }) => `${name}: ${status}`);
}

/** The same of an execution that has planned each step of the runbook. */
async function allPlanned(runbook: string): Promise<readonly string[]> {
  const { body } = await artisan.as('viewer', { method: 'GET', path: `/v1/runbooks/${runbook}` });
  const steps = body['steps'] as readonly { readonly name: string; readonly approval?: boolean }[];
  return steps.map(({ name, approval }) => `${approval === true ? statesOf(name).plan : name}: succeeded`);
}

async function linesOf(incidentId: string): Promise<readonly unknown[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: table(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `incident#${incidentId}` } },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => unmarshall(item)['text'] as unknown);
}

/** Refuses every write from now on, and counts what was refused. */
function refuseWrites() {
  const writes = [
    ...['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'].map((operation) => ({
      service: 'dynamodb',
      operation,
    })),
    ...['PutObject', 'DeleteObject', 'CreateMultipartUpload', 'CompleteMultipartUpload', 'CopyObject'].map(
      (operation) => ({ service: 's3', operation }),
    ),
    { service: 'sqs', operation: 'SendMessage' },
  ];
  for (const write of writes) stack.faults.inject({ ...write, kind: 'deny', times: 1_000 });
  return () => {
    const refused = stack.faults.list().reduce((sum, { hits }) => sum + hits, 0);
    const watched = stack.faults.list().length;
    stack.faults.clear();
    return { refused, watched };
  };
}

describe('a runbook that is one more file', () => {
  it('runs, holds its lock while it does, and says in the incident what it did', async () => {
    const { resource, execution_id } = anExecution({
      resource: 'person#ada',
      execution_id: '01JNF3N8000000000000000001',
    });
    const lock = { resource, fence: 3, owner: execution_id, until: stack.clock.now() + 1_000 };
    await dynamodb.send(
      new PutItemCommand({ TableName: table(), Item: marshall({ ...LOCK_KEYS.lock(resource), ...lock }) }),
    );

    const { status, input } = await execute('greeting', { resource, input: { name: 'Ada' } });

    expect(status).toBe('SUCCEEDED');
    const lines = await linesOf(input.incident_id ?? '');
    // The clock stands still, and lines of one millisecond have no order.
    expect(lines.toSorted()).toEqual(['Greet: Hello, Ada!', 'Part: Good bye!']);
    const { Item = {} } = await dynamodb.send(
      new GetItemCommand({ TableName: table(), Key: marshall(LOCK_KEYS.lock(resource)) }),
    );
    expect(unmarshall(Item)['until']).toBeGreaterThan(lock.until);
  });

  it('is listed, and started by a person over HTTP', async () => {
    const operator = (method: string, path: string, body?: object) =>
      artisan.as('operator', { method, path, ...(body && { body }) });

    const listed = await operator('GET', '/v1/runbooks');
    const started = await operator('POST', '/v1/runbooks/greeting/executions', {
      mode: 'live',
      input: { name: 'Grace' },
      reason: 'she has come',
    });
    const path = `/v1/executions/${String(started.body['execution_id'])}`;
    await until(async () => (await operator('GET', path)).body['status'] === 'succeeded');

    const { body } = await operator('GET', path);
    expect((listed.body['items'] as { id: string }[]).map(({ id }) => id)).toContain('greeting');
    expect([started.status, body['resource']]).toEqual([202, 'person#Grace']);
    expect(body['steps']).toMatchObject([
      { name: 'Greet', input: { text: 'Hello, Grace!' } },
      { name: 'Part', input: { text: 'Good bye!' } },
    ]);
    const lines = await linesOf(String(body['incident_id']));
    expect(lines).toEqual(expect.arrayContaining(['Greet: Hello, Grace!', 'Part: Good bye!']));
  });

  it('fails at once without its lock, and says nothing', async () => {
    const incident_id = 'INC-01JNF3N800000000000000000Z';

    const { status, error } = await execute('greeting', {
      resource: 'person#eve',
      incident_id,
      input: { name: 'Eve' },
    });

    expect([status, error]).toEqual(['FAILED', 'LockLostError']);
    expect(await linesOf(incident_id)).toEqual([]);
  });

  it.each(['dry_run', 'drill'] as const)('writes nothing at all in a %s', async (mode) => {
    const counted = refuseWrites();

    const { status } = await execute('greeting', {
      mode,
      fence: 0,
      resource: 'person#bob',
      input: { name: 'Bob' },
    });

    const { refused, watched } = counted();
    expect(status).toBe('SUCCEEDED');
    expect(watched).toBe(11);
    expect(refused).toBe(0);
  });
});

describe('a runbook that ships', () => {
  const ids = readdirSync('configs/runbooks').map((file) => file.replace('.yaml', ''));
  const ways = ids.flatMap((id) => (['dry_run', 'drill'] as const).map((mode) => [id, mode] as const));

  it.each(ways)('plans each step and writes nothing at all: %s, %s', async (id, mode) => {
    const run_id = `${mode.replace('_', '-')}-${id.replaceAll('_', '-')}`;
    const pause = await new ScriptedTrainer(artisan, run_id).runAway();
    const counted = refuseWrites();

    const { executionArn, status, error } = await execute(id, {
      mode,
      fence: 0,
      resource: `run#${run_id}`,
      input: { run_id },
    });

    const { refused, watched } = counted();
    expect([status, error]).toEqual(['SUCCEEDED', undefined]);
    expect([refused, watched]).toEqual([0, 11]);
    expect(await tasksOf(executionArn)).toEqual(await allPlanned(id));
    const { body } = await artisan.as('viewer', { method: 'GET', path: `/v1/runs/${run_id}` });
    expect([pause.action, body['status'], body['attempt']]).toEqual(['pause', 'pausing', 1]);
  });
});
