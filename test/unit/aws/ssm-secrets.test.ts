import { createSsmClient } from '../../../lib/aws/ssm-client.ts';
import { createSsmSecrets } from '../../../lib/aws/ssm-secrets.ts';
import { serveAsAws, type AwsEndpoint } from '../../support/targets/aws-endpoint.ts';
import { failureOf } from '../../support/targets/target-world.ts';

let aws: AwsEndpoint;
let now = 0;
beforeEach(async () => {
  aws = await serveAsAws();
  now = 0;
});
afterEach(() => aws.restore());

const secrets = () => createSsmSecrets(createSsmClient(), { now: () => now });
const parameter = (Value: string, Version: number) => ({
  status: 200,
  body: JSON.stringify({ Parameter: { Name: '/a', Type: 'SecureString', Value, Version } }),
});
const missing = { status: 400, body: '{"__type": "ParameterNotFound", "message": "no"}' };

describe('a secret of the parameter store', () => {
  it('is decrypted, and read again after a minute', async () => {
    const read = secrets();
    aws.script(parameter('old', 1), parameter('new', 2));

    const first = [await read('/a'), await read('/a')];
    now = 60_000;
    const later = await read('/a');

    expect(first).toEqual(Array(2).fill({ value: 'old', version: 1 }));
    expect(later).toEqual({ value: 'new', version: 2 });
    expect(aws.asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual(
      Array(2).fill({ Name: '/a', WithDecryption: true }),
    );
  });

  it('that is missing is looked for at each call', async () => {
    const read = secrets();
    aws.script(missing, parameter('here', 1));

    expect(await read('/a')).toBeUndefined();
    expect(await read('/a')).toEqual({ value: 'here', version: 1 });
  });

  it.each([
    ['AccessDeniedException', 400, 'StoreDeniedError'],
    ['InternalServerError', 500, 'StoreUnavailableError'],
  ])('is not taken for missing at %s', async (code, status, expected) => {
    aws.otherwise(() => ({ status, body: JSON.stringify({ __type: code, message: 'no' }) }));

    expect(await failureOf(secrets()('/a'))).toMatch(new RegExp(`^${expected}`));
  });
});
