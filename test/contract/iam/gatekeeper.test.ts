import { execFile, execFileSync } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { promisify } from 'node:util';
import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import type { JsonService } from '../../../local/aws-endpoint/service.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { Resource } from '../../../local/cloud-assembly/resource.ts';
import type { Credentials } from '../../../local/iam/credentials.ts';
import { createGatekeeper } from '../../../local/iam/gatekeeper.ts';
import { createIdentityRegistry } from '../../../local/iam/registry/identity-registry.ts';
import { serve, type Served } from '../../support/serve.ts';

const ENVIRONMENT = { account: '123456789012', region: 'us-east-1' };
const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/sessions';

const RESOURCES: Resource[] = [
  {
    logicalId: 'Role',
    type: 'AWS::IAM::Role',
    physicalId: 'select',
    properties: {
      AssumeRolePolicyDocument: {},
      Policies: [
        {
          PolicyName: 'own',
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE },
              { Effect: 'Deny', Action: 'dynamodb:ListTables', Resource: '*' },
            ],
          },
        },
      ],
    },
  },
];

/** Stands for DynamoDB: only who may call matters here. */
const tables: JsonService = {
  protocol: 'json-1.0',
  targetPrefix: 'DynamoDB_20120810',
  permissions: ({ operation }) => [
    { action: `dynamodb:${operation}`, resource: operation === 'ListTables' ? '*' : TABLE },
  ],
  call: ({ principal }) => Promise.resolve({ TableNames: [principal.arn] }),
};

const hasCurl = (() => {
  try {
    return /^curl 7\.(?:7[5-9]|[89]\d)|^curl [89]/.test(
      execFileSync('curl', ['--version'], { encoding: 'utf8' }),
    );
  } catch {
    return false;
  }
})();

describe('the gatekeeper, asked through the SDK', () => {
  const clock = createMovableClock({ running: true });
  const registry = createIdentityRegistry({ resources: RESOURCES, environment: ENVIRONMENT });
  const { root } = registry;
  const role = registry.role('select');
  let served: Served;
  let open: Served;

  beforeAll(async () => {
    const options = { registry, environment: ENVIRONMENT, clock };
    const endpoint = (gatekeeper: ReturnType<typeof createGatekeeper>) =>
      serve(createEndpoint({ jsonServices: [tables], restServices: [], gatekeeper }));
    served = await endpoint(
      createGatekeeper({ ...options, anonymousTargets: ['DynamoDB_20120810.DescribeLimits'] }),
    );
    open = await endpoint(createGatekeeper({ ...options, noAuth: true }));
  });

  afterAll(() => Promise.all([served.close(), open.close()]));

  const client = (credentials: Credentials, changes: { region?: string; systemClockOffset?: number } = {}) =>
    new DynamoDBClient({
      endpoint: served.url,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials,
      ...changes,
    });
  const getItem = new GetItemCommand({ TableName: 'sessions', Key: { id: { S: 'é "1"' } } });
  const putItem = new PutItemCommand({ TableName: 'sessions', Item: { id: { S: '1' } } });

  const call = async (headers: Record<string, string> = {}, url = served.url) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables', ...headers },
      body: '{}',
    });
    const { __type: code, message } = (await response.json()) as { __type?: string; message?: string };
    return { status: response.status, code, message };
  };

  it('lets a role do what its policies allow', async () => {
    const answer = await client(role.credentials).send(getItem);

    expect(answer.$metadata.httpStatusCode).toBe(200);
  });

  it('lets root do all, and says who called', async () => {
    const { TableNames } = await client(root.credentials).send(new ListTablesCommand({}));

    expect(TableNames).toEqual(['arn:aws:iam::123456789012:root']);
  });

  it('refuses, in the words of AWS, what no policy allows', async () => {
    const calling = client(role.credentials).send(putItem);

    await expect(calling).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::123456789012:assumed-role/select/local is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('says so when a policy denies it', async () => {
    const calling = client(role.credentials).send(new ListTablesCommand({}));

    await expect(calling).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/select/local is not authorized to perform: dynamodb:ListTables with an explicit deny in an identity-based policy',
    });
  });

  it.each<[string, Credentials, string]>([
    ['an unknown key', { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }, 'UnrecognizedClientException'],
    ['a wrong secret', { ...root.credentials, secretAccessKey: 'x' }, 'InvalidSignatureException'],
    [
      'a missing session token',
      { accessKeyId: role.credentials.accessKeyId, secretAccessKey: role.credentials.secretAccessKey },
      'UnrecognizedClientException',
    ],
    ['a wrong session token', { ...role.credentials, sessionToken: 'x' }, 'UnrecognizedClientException'],
  ])('refuses %s', async (_, credentials, name) => {
    await expect(client(credentials).send(getItem)).rejects.toMatchObject({ name });
  });

  it('refuses another region, and a clock that is wrong by more than five minutes', async () => {
    const elsewhere = client(root.credentials, { region: 'eu-west-1' });
    const late = client(root.credentials, { systemClockOffset: -302_000 });
    const early = client(root.credentials, { systemClockOffset: 303_000 });

    await expect(elsewhere.send(getItem)).rejects.toThrow(
      "Credential should be scoped to a valid region, not 'eu-west-1'.",
    );
    await expect(late.send(getItem)).rejects.toThrow(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$/,
    );
    await expect(early.send(getItem)).rejects.toThrow(/^Signature not yet current: /);
  });

  it('goes by the clock of the stack', async () => {
    const day = 86_400_000;
    await clock.advance(day);

    const answer = await client(root.credentials, { systemClockOffset: day }).send(getItem);

    expect(answer.$metadata.httpStatusCode).toBe(200);
    await expect(client(root.credentials).send(getItem)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });

  it.each<[Record<string, string>, string]>([
    [{}, 'MissingAuthenticationTokenException'],
    [{ authorization: 'AWS4-HMAC-SHA256 Credential=x' }, 'IncompleteSignatureException'],
    [{ authorization: 'Bearer x' }, 'IncompleteSignatureException'],
  ])('refuses %j with %s', async (headers, expected) => {
    const { status, code } = await call(headers);

    expect([status, code]).toEqual([400, expected]);
  });

  it('lets in unsigned what AWS takes unsigned, but allows it nothing', async () => {
    const { code, message } = await call({ 'x-amz-target': 'DynamoDB_20120810.DescribeLimits' });

    expect(code).toBe('AccessDeniedException');
    expect(message).toContain('User: anonymous is not authorized');
  });

  it('takes any credentials, and none, without authorization', async () => {
    const unsigned = await call({}, open.url);
    const nobody = new DynamoDBClient({
      endpoint: open.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    });

    expect(unsigned.status).toBe(200);
    await expect(nobody.send(putItem)).resolves.toBeDefined();
  });

  it('takes no call of a web page without authorization', async () => {
    const { port } = new URL(open.url);
    const rebound = new Promise((resolve, reject) => {
      const headers = { host: `evil.example:${port}`, 'x-amz-target': 'DynamoDB_20120810.ListTables' };
      httpRequest({ host: '127.0.0.1', port, method: 'POST', headers }, (response) => {
        resolve(response.resume().statusCode);
      })
        .on('error', reject)
        .end('{}');
    });
    const crossSite = await call({ origin: 'https://evil.example' }, open.url);

    expect(await rebound).toBe(403);
    expect([crossSite.status, crossSite.code]).toEqual([403, 'AccessDeniedException']);
  });

  (hasCurl ? it : it.skip)('accepts what curl signs', async () => {
    const { accessKeyId, secretAccessKey } = root.credentials;
    const fresh = createMovableClock({ running: true });
    const gatekeeper = createGatekeeper({ registry, environment: ENVIRONMENT, clock: fresh });
    const endpoint = await serve(createEndpoint({ jsonServices: [tables], restServices: [], gatekeeper }));

    const { stdout } = await promisify(execFile)('curl', [
      ...['-s', '--aws-sigv4', 'aws:amz:us-east-1:dynamodb', '--user', `${accessKeyId}:${secretAccessKey}`],
      ...['-H', 'X-Amz-Target: DynamoDB_20120810.ListTables', '-d', '{"Limit": 1}', endpoint.url],
    ]);

    await endpoint.close();
    expect(JSON.parse(stdout)).toEqual({ TableNames: ['arn:aws:iam::123456789012:root'] });
  });
});
