import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createSsm } from '../../../local/ssm/ssm.ts';
import type { Ssm } from '../../../local/ssm/ssm-api.ts';
import { awsJsonClient, type AwsJsonClient } from '../../support/aws-json-client.ts';
import { serve, type Served } from '../../support/serve.ts';

const START = Date.UTC(2026, 0, 1);

let folder: string;
let file: string;
let ssm: Ssm;
let served: Served;
let call: AwsJsonClient;

async function open(): Promise<void> {
  const clock = createMovableClock({ running: false, startAt: START });
  ssm = createSsm({ clock, environment: { account: '123456789012', region: 'eu-central-1' }, file });
  served = await serve(
    createEndpoint({ jsonServices: [ssm.service], restServices: [], gatekeeper: openGatekeeper }),
  );
  call = awsJsonClient(served.url, { targetPrefix: 'AmazonSSM', protocol: 'json-1.1' });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ssm-'));
  file = join(folder, 'state', 'parameters.json');
  await open();
});
afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

const put = (Name: string, Value: string, more: object = {}) =>
  call('PutParameter', { Name, Value, Type: 'String', ...more });

async function failure(failing: Promise<unknown>): Promise<string> {
  try {
    await failing;
    return 'no failure';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

async function valueOf(Name: string, more: object = {}): Promise<string> {
  const { Parameter } = await call<{ Parameter: { Value: string } }>('GetParameter', { Name, ...more });
  return Parameter.Value;
}

describe('a parameter', () => {
  it('is put and got, by name, version and ARN', async () => {
    const answer = await put('/app/mode', 'fast');

    const got = await call('GetParameter', { Name: '/app/mode' });
    const versioned = await call('GetParameter', { Name: '/app/mode:1' });
    const byArn = await valueOf('arn:aws:ssm:eu-central-1:123456789012:parameter/app/mode');

    const Parameter = {
      Name: '/app/mode',
      Type: 'String',
      Value: 'fast',
      Version: 1,
      LastModifiedDate: START / 1000,
      ARN: 'arn:aws:ssm:eu-central-1:123456789012:parameter/app/mode',
      DataType: 'text',
    };
    expect(answer).toEqual({ Version: 1, Tier: 'Standard' });
    expect(got).toEqual({ Parameter });
    expect(versioned).toEqual({ Parameter: { ...Parameter, Selector: ':1' } });
    expect(byArn).toBe('fast');
  });

  it('is overwritten only when asked to, with the next version', async () => {
    await put('/app/mode', 'fast');

    const refused = await failure(put('/app/mode', 'slow'));
    const answer = await call('PutParameter', { Name: '/app/mode', Value: 'slow', Overwrite: true });

    expect(refused).toBe('ParameterAlreadyExists');
    expect(answer).toMatchObject({ Version: 2 });
    expect(await valueOf('/app/mode')).toBe('slow');
    expect(await failure(valueOf('/app/mode:1'))).toBe('ParameterVersionNotFound');
  });

  it('of type SecureString is readable only with decryption', async () => {
    await put('/app/secret', 'hunter2', { Type: 'SecureString', KeyId: 'alias/mine' });

    const plain = await valueOf('/app/secret', { WithDecryption: true });
    const hidden = await valueOf('/app/secret');

    expect(plain).toBe('hunter2');
    expect(hidden).not.toContain('hunter2');
  });

  it('is deleted', async () => {
    await put('/app/mode', 'fast');
    await put('/app/other', 'x');

    await call('DeleteParameter', { Name: '/app/mode' });
    const many = await call('DeleteParameters', { Names: ['/app/mode', '/app/other'] });

    expect(await failure(valueOf('/app/mode'))).toBe('ParameterNotFound');
    expect(many).toEqual({ DeletedParameters: ['/app/other'], InvalidParameters: ['/app/mode'] });
  });

  it.each([
    ['GetParameter', { Name: '/none' }, 'ParameterNotFound'],
    ['GetParameter', {}, 'ValidationException'],
    ['DeleteParameter', { Name: '/none' }, 'ParameterNotFound'],
    ['PutParameter', { Name: '/a', Value: 'x' }, 'ValidationException'],
    ['PutParameter', { Name: '/a', Value: '', Type: 'String' }, 'ValidationException'],
    ['PutParameter', { Name: '/a', Value: 'x'.repeat(4097), Type: 'String' }, 'ValidationException'],
    ['PutParameter', { Name: 'a/b', Value: 'x', Type: 'String' }, 'ValidationException'],
    ['PutParameter', { Name: '/AWS/x', Value: 'x', Type: 'String' }, 'ValidationException'],
    ['PutParameter', { Name: '/a b', Value: 'x', Type: 'String' }, 'ValidationException'],
    [
      'PutParameter',
      { Name: '/a'.repeat(16), Value: 'x', Type: 'String' },
      'HierarchyLevelLimitExceededException',
    ],
    [
      'PutParameter',
      { Name: '/a', Value: 'x', Type: 'String', AllowedPattern: '^\\d+$' },
      'ParameterPatternMismatchException',
    ],
    ['PutParameter', { Name: '/a', Value: 'x', Type: 'String', Policies: '[]' }, 'ValidationException'],
    ['GetParameters', { Names: [] }, 'ValidationException'],
    ['GetParametersByPath', { Path: 'app' }, 'ValidationException'],
    ['DescribeParameters', {}, 'UnknownOperationException'],
    ['valueOf', {}, 'UnknownOperationException'],
  ])('%s of %j fails with %s', async (operation, input, code) => {
    expect(await failure(call(operation, input))).toBe(code);
  });
});

describe('several parameters', () => {
  it('are got by name, unknown ones apart', async () => {
    await put('/a', '1');
    await put('b', '2');

    const answer = await call('GetParameters', { Names: ['/a', 'b', '/none', '/a:7'] });

    expect(answer).toMatchObject({
      Parameters: [{ Name: '/a' }, { Name: 'b', ARN: 'arn:aws:ssm:eu-central-1:123456789012:parameter/b' }],
      InvalidParameters: ['/none', '/a:7'],
    });
  });

  it('are got by path, one level or all, page by page', async () => {
    for (const name of ['/app/b', '/app/a', '/app/deep/c', '/apple', '/other']) await put(name, 'x');
    const names = async (input: object) => {
      const { Parameters, NextToken } = await call<{ Parameters: { Name: string }[]; NextToken?: string }>(
        'GetParametersByPath',
        { Path: '/app', ...input },
      );
      return { names: Parameters.map(({ Name }) => Name), NextToken };
    };

    const oneLevel = await names({});
    const first = await names({ Recursive: true, MaxResults: 2 });
    const second = await names({ Recursive: true, MaxResults: 2, NextToken: first.NextToken });

    expect(oneLevel.names).toEqual(['/app/a', '/app/b']);
    expect([first.names, second.names]).toEqual([['/app/a', '/app/b'], ['/app/deep/c']]);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('the file', () => {
  it('holds every change, for its owner only', async () => {
    await put('/app/mode', 'fast');
    await put('/app/gone', 'x');
    await call('DeleteParameter', { Name: '/app/gone' });

    const held = JSON.parse(readFileSync(file, 'utf8')) as unknown;

    expect(held).toEqual({
      '/app/mode': { Value: 'fast', Type: 'String', Version: 1, LastModifiedDate: START / 1000 },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('may be written by hand, in short', async () => {
    await served.close();
    file = join(folder, 'mine.json');
    writeFileSync(file, '{"/app/mode":"slow","/app/secret":{"Type":"SecureString","Value":"s"}}');

    await open();

    expect(await valueOf('/app/mode')).toBe('slow');
    expect(await valueOf('/app/secret', { WithDecryption: true })).toBe('s');
  });

  it('wins over the template, which fills in what is missing', async () => {
    await put('/app/mode', 'by hand');
    const parameter = (name: string) => ({
      logicalId: name,
      type: 'AWS::SSM::Parameter',
      physicalId: name,
      properties: { Type: 'String', Value: 'template', Name: name },
    });

    ssm.provision([parameter('/app/mode'), parameter('/app/other')]);

    expect(await valueOf('/app/mode')).toBe('by hand');
    expect(await valueOf('/app/other')).toBe('template');
  });

  it.each(['[]', '{', '{"/a":5}', '{"/a":{"Value":"x","Type":"Secret"}}'])(
    'is refused when it is %s',
    (text) => {
      writeFileSync(join(folder, 'bad.json'), text);

      const opening = () =>
        createSsm({
          clock: createMovableClock({ running: false }),
          environment: { account: '123456789012', region: 'eu-central-1' },
          file: join(folder, 'bad.json'),
        });

      expect(opening).toThrow(/bad\.json is not a JSON object of parameters/);
    },
  );
});

describe('a template', () => {
  it('is refused with what is not supported', () => {
    const properties = { Type: 'String', Value: 'x', Policies: '[]' };

    const provision = () => {
      ssm.provision([{ logicalId: 'P', type: 'AWS::SSM::Parameter', physicalId: 'p', properties }]);
    };

    expect(provision).toThrow('AWS::SSM::Parameter P: Policies: is not supported');
  });
});

describe('permissions', () => {
  it('are asked for on each parameter', () => {
    const of = (operation: string, input: Record<string, unknown>) =>
      ssm.service.permissions({ operation, input, principal: { arn: 'local:root' } });
    const on = (name: string) => `arn:aws:ssm:eu-central-1:123456789012:parameter/${name}`;

    expect(of('GetParameters', { Names: ['/a/b:3', 'c'] })).toEqual([
      { action: 'ssm:GetParameters', resource: on('a/b') },
      { action: 'ssm:GetParameters', resource: on('c') },
    ]);
    expect(of('GetParametersByPath', { Path: '/a' })).toEqual([
      { action: 'ssm:GetParametersByPath', resource: on('a') },
    ]);
  });
});
