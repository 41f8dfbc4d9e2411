import { generateKeyPairSync, sign } from 'node:crypto';
import { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { ROUTES } from '../../lib/contracts/routes.ts';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';
import { signedJsonClient } from '../support/signed-json-client.ts';
import { synthesized } from '../support/synthesized.ts';

/** The pool with a second client, and the first gives ID tokens for a password alone. */
const { app, stack, folder, remove } = synthesized('local');
const [client] = stack.node.findAll().filter((one) => one instanceof CfnUserPoolClient);
const flows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'];
client?.addPropertyOverride('ExplicitAuthFlows', flows);
for (const pool of stack.node.findAll().filter((one) => one instanceof CfnUserPool))
  pool.addPropertyOverride('MfaConfiguration', 'OFF');
new CfnUserPoolClient(stack, 'OtherClient', { userPoolId: client?.userPoolId ?? '' });
app.synth();

let artisan: ArtisanStack;
const tokens = { expired: '', ofAnotherPool: '', ofAnotherClient: '', idToken: '' };
beforeAll(async () => {
  artisan = await startArtisan({ assemblyDir: folder });
  const [pool] = artisan.stack.pools;
  if (!pool) throw new Error('The template has no user pool');
  tokens.expired = (await pool.issueAccessToken('admin')).accessToken;
  tokens.ofAnotherPool = forged(tokens.expired);
  await artisan.stack.clock.advance(15 * 60_000 + 1_000);
  const ours = artisan.stack.outputs['UserPoolClientId'];
  const other = pool.clientIds.find((id) => id !== ours);
  tokens.ofAnotherClient = (await pool.issueAccessToken('admin', other)).accessToken;
  tokens.idToken = await idTokenOf(pool, ours);
  await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id: 'access' } });
});
afterAll(async () => {
  await artisan.stop();
  remove();
});

/** As on AWS, for who signs in with a password: it names the same client as the access token, as its audience. */
async function idTokenOf(pool: ArtisanStack['stack']['pools'][number], ClientId?: string): Promise<string> {
  const admin = pool.users().find(({ username }) => username === 'admin');
  const cognito = signedJsonClient(artisan.stack, { protocol: 'json-1.1' });
  const answer = await cognito<{ AuthenticationResult: { IdToken: string } }>(
    'AWSCognitoIdentityProviderService.InitiateAuth',
    {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME: 'admin', PASSWORD: admin?.password },
    },
  );
  return answer.AuthenticationResult.IdToken;
}

const BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/approvals/{id}/decision': { decision: 'approve', plan_hash: 'none' },
  'POST /v1/selections': { session_id: 'a' },
  'POST /v1/outcomes': { outcomes: [{ selection_id: 'a', mode: 'fast', status: 'ok', latency_ms: 1 }] },
  'PUT /v1/breakers/{model}': { state: 'auto', reason: 'who may' },
  'POST /v1/runs': { run_id: 'access' },
  'POST /v1/runs/{run}/metrics': { attempt: 1, first_step: 0, columns: { reward: [3], loss: [1] } },
  'POST /v1/runs/{run}/acks': { directive_id: 'none', global_step: 0, status: 'done' },
  'POST /v1/runs/{run}/directives': { action: 'save_now', reason: 'who may' },
  'POST /v1/runs/{run}/rollback': { to: 'previous', reason: 'who may' },
  'PUT /v1/runs/{run}/overrides': { reason: 'who may' },
  'PUT /v1/traffic/weights': { weights: { fast: 60, balanced: 30, creative: 10 } },
  'PUT /v1/traffic/downshifts/{mode}': { to: 'fast', reason: 'who may' },
};

const PARAMETERS: Readonly<Record<string, string>> = {
  mode: 'creative',
  model: 'qwen',
  run: 'access',
  step: '500',
  sel: 'latest',
  id: 'none',
};

const callOf = (key: string) => {
  const [method = '', path = ''] = key.split(' ');
  return {
    method,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => PARAMETERS[name] ?? `no value for ${name}`),
    headers: { 'if-match': '*' },
    ...(key in BODIES && { body: BODIES[key] }),
  };
};

const MAY: Readonly<Record<string, readonly string[]>> = {
  viewer: ['viewer', 'operator', 'approver', 'admin'],
  operator: ['operator', 'admin'],
  // A decision asks the user pool itself, and puts those it refuses on record: there is none of this id.
  approver: ['viewer', 'operator', 'approver', 'admin'],
};

/** Open to the gateway; the function itself asks for what only Prometheus or Slack has: a token, a signature. */
const ASK_THEMSELVES = ['GET /metrics', 'POST /v1/slack/interactions'];

const routes = Object.entries(ROUTES).filter(([key]) => key !== '$default');

const PEOPLE = ['viewer', 'approver', 'operator', 'admin'];

const isRefusal = (status: number): boolean => status === 401 || status === 403;

/** The claims of a token, good for a day, signed by the key of a pool that nobody here knows. */
function forged(token: string): string {
  const [head = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly iat: number };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const longer = Buffer.from(JSON.stringify({ ...claims, exp: claims.iat + 86_400 })).toString('base64url');
  const signature = sign('sha256', Buffer.from(`${head}.${longer}`), privateKey).toString('base64url');
  return `${head}.${longer}.${signature}`;
}

/** Statuses of those whom the gateway or the function does not let pass: 401 without a good token, else 403. */
const refusedAs = (auth: string, who: string): number => {
  if (auth === 'service') return 403;
  return PEOPLE.includes(who) ? 403 : 401;
};

describe.each(routes)('%s', (key, { auth }) => {
  it('is answered to those it is for, and to nobody else', async () => {
    const call = callOf(key);
    const withToken = (token: string) =>
      artisan.asNobody({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } });

    const replies: Readonly<Record<string, Reply>> = {
      service: await artisan.asService(call),
      trainer: await artisan.asTrainer(call),
      viewer: await artisan.as('viewer', call),
      approver: await artisan.as('approver', call),
      operator: await artisan.as('operator', call),
      admin: await artisan.as('admin', call),
      nobody: await artisan.asNobody(call),
      expired: await withToken(tokens.expired),
      ofAnotherPool: await withToken(tokens.ofAnotherPool),
      ofAnotherClient: await withToken(tokens.ofAnotherClient),
      idToken: await withToken(tokens.idToken),
    };

    const signer = key.includes(' /v1/runs') ? 'trainer' : 'service';
    const isFor = (who: string): boolean => {
      if (auth === 'open') return !ASK_THEMSELVES.includes(key);
      return auth === 'service' ? who === signer : MAY[auth]?.includes(who) === true;
    };
    const refusals = Object.entries(replies).map(([who, { status }]) => [
      who,
      isRefusal(status) ? status : 'passes',
    ]);
    const expected = Object.keys(replies).map((who) => [
      who,
      isFor(who) ? 'passes' : auth === 'open' ? 401 : refusedAs(auth, who),
    ]);
    expect(refusals).toEqual(expected);
    for (const { status } of Object.values(replies)) expect(status).toBeLessThan(500);
  });
});

describe.each(routes.filter(([, { auth }]) => auth === 'operator' || auth === 'approver'))('%s', (key) => {
  it('tells a viewer what he lacks, and changes nothing for him', async () => {
    const before = await state();

    const { status, body } = await artisan.as('viewer', callOf(key));

    // A decision looks for its approval first: there is none of this id.
    const refused = key.includes('/decision') ? [404, 'not_found'] : [403, 'forbidden'];
    expect([status, body['code']]).toEqual(refused);
    expect(await state()).toEqual(before);
  });
});

/** What the routes that change something would change. */
async function state(): Promise<readonly unknown[]> {
  const paths = [
    '/v1/traffic',
    '/v1/runs/access',
    '/v1/runs/access/overrides',
    '/v1/incidents',
    '/v1/executions',
  ];
  const replies = await Promise.all(paths.map((path) => artisan.as('viewer', { method: 'GET', path })));
  return replies.map(({ status, headers, body }) => [status, headers['etag'], JSON.stringify(body)]);
}

describe('credentials that are not good', () => {
  it('get nobody in: a token of another key, an old token, a changed signature', async () => {
    const traffic = { method: 'GET', path: '/v1/traffic' };
    const [pool] = artisan.stack.pools;
    const old = (await pool?.issueAccessToken('operator'))?.accessToken ?? '';
    const withToken = (token: string) =>
      artisan.asNobody({ ...traffic, headers: { authorization: `Bearer ${token}` } });
    const [head = '', payload = '', signature = ''] = old.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');

    const before = await withToken(old);
    const forged = await withToken(`${head}.${payload}.${signature.slice(0, -8)}AAAAAAAA`);
    const unsigned = await withToken(`${none}.${payload}.`);
    await artisan.stack.clock.advance(15 * 60_000 + 1_000);
    const after = await withToken(old);

    expect([before, forged, unsigned, after].map(({ status }) => status)).toEqual([200, 401, 401, 401]);
  });
});
