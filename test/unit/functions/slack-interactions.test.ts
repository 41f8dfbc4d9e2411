import { decideByClick } from '../../../functions/slack-interactions/decide-by-click.ts';
import { interactionsRoute } from '../../../functions/slack-interactions/slack-interactions.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import type { Severity } from '../../../lib/contracts/incident-item.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import { anExecution, aQuestion, ASKED_AT } from '../../support/approvals/builders.ts';
import { aWorld } from '../../support/approvals/world.ts';
import { anEvent } from '../../support/api-event.ts';
import {
  aClickForm,
  signedHeaders,
  SIGNING_SECRET,
  type ClickChange,
} from '../../support/channels/slack-request.ts';
import { anIncident } from '../../support/incidents/builders.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';

const ROUTE = 'POST /v1/slack/interactions';
const USERS = { U0123456789: 'ada', U0000000002: 'bob', U0000000003: 'vera', U0000000004: 'gone' };

interface Sent {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function aSlack({
  severity = 'sev3',
  secret = SIGNING_SECRET,
}: { severity?: Severity; secret?: string } = {}) {
  const world = aWorld();
  const surroundings = recordingSurroundings();
  const [taken, told] = [new Set<string>(), [] as string[]];
  const memory = { isOut: false };
  const incident = (id: string) =>
    Promise.resolve(id === anExecution().incident_id ? anIncident({ severity }) : undefined);
  const route = interactionsRoute({
    secrets: () => Promise.resolve(secret === '' ? undefined : { value: secret, version: 1 }),
    secretName: '/artisan/test/slack/signing-secret',
    clock: world.deps.clock,
    clicks: {
      take: (signature) => {
        if (memory.isOut) return Promise.reject(new StoreUnavailableError('control table', new Error('out')));
        const isNew = !taken.has(signature);
        taken.add(signature);
        return Promise.resolve(isNew);
      },
    },
    decideBy: (click) => decideByClick({ approvals: world.deps, incident, users: USERS }, click),
    tell: (user, text) => {
      told.push(`${user}: ${text}`);
      return Promise.resolve();
    },
  });
  const handler = apiFunction({ [ROUTE]: route }, surroundings);
  /** As the gateway hands over what is no text to it. */
  const send = ({ body, headers }: Sent) => {
    const rawBody = Buffer.from(body).toString('base64');
    return invoke(handler, anEvent(ROUTE, { rawBody, isBase64Encoded: true, headers }));
  };
  const aRequest = (change: Partial<ClickChange> = {}): Sent => {
    const body = aClickForm({ approvalId: world.id, ...change });
    return { body, headers: signedHeaders(body, world.time.now) };
  };
  const status = async () => (await world.store.read(world.id))?.status;
  return { world, send, aRequest, told, status, memory, surroundings };
}

describe('a click in Slack', () => {
  it.each([
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ])('that says %s decides, on record under who clicked', async (decision, expected) => {
    const { world, send, aRequest, told } = aSlack();
    await world.ask();

    const { status } = await send(aRequest({ decision }));

    expect(status).toBe(200);
    expect(await world.store.read(world.id)).toMatchObject({
      status: expected,
      decided_by: 'ada',
      decided_via: 'slack',
    });
    expect(told).toEqual([
      expect.stringMatching(new RegExp(`^U0123456789: The approval is ${expected}.*ada`)),
    ]);
    expect(world.tasks.taken).toHaveLength(1);
  });

  it.each<[string, (sent: Sent, now: number) => Sent]>([
    ['forged', ({ body }, now) => ({ body, headers: signedHeaders(body, now, 'another secret') })],
    ['old', ({ body }, now) => ({ body, headers: signedHeaders(body, now - 301_000) })],
    ['of the future', ({ body }, now) => ({ body, headers: signedHeaders(body, now + 301_000) })],
    ['altered', ({ body, headers }) => ({ body: body.replace('U0123456789', 'U0000000002'), headers })],
    [
      'altered in its decision',
      ({ body, headers }) => ({ body: body.replace('approve', 'reject'), headers }),
    ],
    [
      'given another timestamp',
      ({ body, headers }, now) => ({
        body,
        headers: { ...headers, 'x-slack-request-timestamp': String(now / 1_000 - 1) },
      }),
    ],
    ['not signed', ({ body }) => ({ body, headers: {} })],
  ])('that is %s is refused without any effect', async (_what, change) => {
    const { world, send, aRequest, told, status } = aSlack();
    await world.ask();
    const before = (await world.audit()).length;

    const reply = await send(change(aRequest(), world.time.now));

    expect([reply.status, reply.body['code']]).toEqual([401, 'unauthorized']);
    expect([await status(), (await world.audit()).length, told]).toEqual(['pending', before, []]);
  });

  it('counts once: a repetition is refused, also one with the approval still pending', async () => {
    const { world, send, aRequest, told, status } = aSlack();
    await world.ask();
    const sent = aRequest({ user: 'U0000000003' });

    const replies = [await send(sent), await send(sent)];

    expect(replies.map((reply) => reply.status)).toEqual([200, 401]);
    expect([await status(), told.length]).toEqual(['pending', 1]);
  });

  it('is refused while nothing can be checked', async () => {
    const { world, send, aRequest, status } = aSlack({ secret: '' });
    await world.ask();

    const { status: answered } = await send(aRequest());

    expect([answered, await status()]).toEqual([401, 'pending']);
  });

  it('is not taken while what was taken cannot be remembered', async () => {
    const { world, send, aRequest, status, memory } = aSlack();
    await world.ask();
    memory.isOut = true;

    const { status: answered } = await send(aRequest());

    expect([answered, await status()]).toEqual([503, 'pending']);
  });

  it.each<[string, Partial<ClickChange>, RegExp]>([
    ['somebody who is in no list', { user: 'U9999999999' }, /your account is in no list/],
    ['somebody who is no approver', { user: 'U0000000003' }, /vera is not an approver/],
    ['somebody who has left', { user: 'U0000000004' }, /not any more, in the user pool/],
    ['a card that is out of date', { planHash: 'sha256:old' }, /the decision was on sha256:old/],
    [
      'an approval that is not there',
      { approvalId: '01KGB5N600ZZZZZZZZZZZZZZZY' },
      /decided behind the link/,
    ],
  ])('by %s decides nothing, and says why', async (_what, change, said) => {
    const { world, send, aRequest, told, status } = aSlack();
    await world.ask();

    const reply = await send(aRequest(change));

    expect([reply.status, await status()]).toEqual([200, 'pending']);
    expect(told).toEqual([expect.stringMatching(said)]);
  });

  it('by whoever started the execution decides nothing', async () => {
    const { world, send, aRequest, told, status } = aSlack();
    const trigger = { kind: 'person', by: 'ada', at: new Date(ASKED_AT).toISOString() } as const;
    await world.ask('token-1', aQuestion({ execution: { trigger } }));

    await send(aRequest());

    expect([await status(), told]).toEqual([
      'pending',
      [expect.stringMatching(/somebody else has to decide/)],
    ]);
  });

  it.each(['sev1', 'sev2'] as const)('decides nothing about %s', async (severity) => {
    const { world, send, aRequest, told, status } = aSlack({ severity });
    await world.ask();

    await send(aRequest());

    expect([await status(), told]).toEqual(['pending', [expect.stringMatching(/graver than Sev3/)]]);
  });

  it('of the second of two who disagree is told who was first', async () => {
    const { world, send, aRequest, told } = aSlack();
    await world.ask();

    await Promise.all([
      send(aRequest({ decision: 'approve' })),
      send(aRequest({ decision: 'reject', user: 'U0000000002' })),
    ]);

    expect(told.filter((text) => text.includes('The approval is'))).toHaveLength(1);
    expect(told.filter((text) => /It was (approved|rejected) by (ada|bob)/.test(text))).toHaveLength(1);
    expect(world.tasks.taken).toHaveLength(1);
  });

  it.each([
    '',
    'payload=',
    'payload=%7B',
    'payload=null&payload=null',
    `payload=${encodeURIComponent('{"type":"view_submission"}')}`,
    `payload=${encodeURIComponent('{"type":"block_actions","user":{"id":"U1"},"actions":[]}')}`,
    'ssl_check=1',
    'a'.repeat(60_000),
  ])('that is none (%#) is answered and passed over', async (body) => {
    const { world, send, told, surroundings } = aSlack();

    const { status } = await send({ body, headers: signedHeaders(body, world.time.now) });

    expect([status, told, surroundings.logged]).toEqual([200, [], []]);
  });

  it('of more than 64 KiB is not read', async () => {
    const { world, send } = aSlack();
    const body = 'a'.repeat(70_000);

    expect((await send({ body, headers: signedHeaders(body, world.time.now) })).status).toBe(413);
  });
});
