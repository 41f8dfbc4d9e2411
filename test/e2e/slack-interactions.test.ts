import { request } from 'node:http';
import * as v from 'valibot';
import { DynamoDbApprovalStore } from '../../lib/aws/dynamodb-approval-store.ts';
import { askedTrace } from '../../lib/approvals/trace.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { derivedUlid } from '../../lib/shared/derived-id.ts';
import { ASKING, askingOn } from '../support/approvals/asking-stack.ts';
import { anApproval } from '../support/approvals/builders.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { awsClients } from '../support/aws-clients.ts';
import { serveAsSlack, type FakeSlack } from '../support/channels/fake-slack.ts';
import { keepSecrets } from '../support/channels/keep-secrets.ts';
import { aClickForm, signedHeaders, SIGNING_SECRET } from '../support/channels/slack-request.ts';
import { synthesizedWith } from '../support/runbooks/with-runbook.ts';
import { until } from '../support/until.ts';

const { assemblyDir, remove } = synthesizedWith({ asking: ASKING });
const MINUTE = 60_000;

let slack: FakeSlack;
let artisan: ArtisanStack;
let aws: ReturnType<typeof awsClients>;
let asking: ReturnType<typeof askingOn>;
let approvalId: string;
beforeAll(async () => {
  slack = await serveAsSlack();
  const users = { U0123456789: 'approver', U0000000002: 'viewer' };
  const channels = { slack: { channel: 'C0123456789', api_url: slack.url, users } };
  artisan = await startArtisan({
    assemblyDir,
    parameters: { NotificationChannels: JSON.stringify(channels) },
  });
  aws = awsClients(artisan.stack);
  await keepSecrets(artisan.stack, {
    'slack/bot-token': 'xoxb-test',
    'slack/signing-secret': SIGNING_SECRET,
  });
  asking = askingOn(artisan.stack);
  approvalId = await ask();
});
afterAll(async () => {
  asking.destroy();
  aws.cloudwatch.destroy();
  aws.dynamodb.destroy();
  await artisan.stop();
  await slack.close();
  remove();
});

/** An approval of a Sev3 incident, whose task nobody waits in any more: the local Step Functions never knew it. */
async function ask(): Promise<string> {
  const { body } = await artisan.as('operator', {
    method: 'POST',
    path: '/v1/incidents',
    body: { title: 'Rewards ran away', description: 'By hand', severity: 'sev3', components: ['RL'] },
  });
  const now = artisan.stack.clock.now();
  const approval = anApproval({
    approval_id: derivedUlid(now, 'approval'),
    incident_id: String(body['id']),
    requested_at: now,
    expires_at: now + 3_600_000,
  });
  const transactor = {
    client: aws.dynamodb,
    store: 'control table',
    random: () => 0,
    pause: () => Promise.resolve(),
    ids: randomId,
  };
  const store = new DynamoDbApprovalStore(transactor, artisan.stack.outputs['ControlTableName'] ?? '');
  await store.ask(approval, 'a-token-of-nobody', askedTrace(approval));
  return approval.approval_id;
}

/** As Slack sends it. */
function send(body: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { hostname, port } = new URL(artisan.stack.url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, method: 'POST', path: '/v1/slack/interactions', headers },
      (response) => {
        response.resume();
        response.on('end', () => {
          resolve(response.statusCode ?? 0);
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function auditOf(): Promise<readonly { readonly outcome: string; readonly reason?: string }[]> {
  const { body } = await artisan.as('viewer', { method: 'GET', path: `/v1/approvals/${approvalId}` });
  expect(body['status']).toBe('pending');
  return body['audit'] as { outcome: string; reason?: string }[];
}

/** The messages about an approval, as they were posted or changed. */
const cardsOf = (id: string, method: 'chat.postMessage' | 'chat.update') =>
  slack.of(method).filter(({ blocks }) => JSON.stringify(blocks).includes(id));

const message = v.object({
  text: v.string(),
  blocks: v.array(
    v.object({
      elements: v.optional(
        v.array(v.object({ action_id: v.optional(v.string()), value: v.optional(v.string()) })),
        [],
      ),
    }),
  ),
});

/** What its buttons send, by what they are for. */
function buttonsOf(card: unknown): Readonly<Record<string, string>> {
  const elements = v.parse(message, card).blocks.flatMap((block) => block.elements);
  return Object.fromEntries(
    elements.flatMap(({ action_id, value }) => (action_id && value ? [[action_id, value]] : [])),
  );
}

const pressed = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ approval_id: v.string(), plan_hash: v.string() }),
);

const whispers = () =>
  slack.of('chat.postEphemeral').map(({ user, text }) => `${String(user)}: ${String(text)}`);

describe('POST /v1/slack/interactions', () => {
  it('refuses what is forged, old or not signed, and leaves no trace of it', async () => {
    const body = aClickForm({ approvalId });
    const now = artisan.stack.clock.now();
    const before = await auditOf();

    const statuses = [
      await send(body, {}),
      await send(body, signedHeaders(body, now, 'forged')),
      await send(body, signedHeaders(body, now - 301_000)),
      await send(body.replace('U0123456789', 'U0000000002'), signedHeaders(body, now)),
    ];

    expect(statuses).toEqual([401, 401, 401, 401]);
    expect(await auditOf()).toEqual(before);
    expect(slack.calls).toEqual([]);
  });

  it('asks the user pool who the clicker is now, and has each refusal on record', async () => {
    const body = aClickForm({ approvalId, user: 'U0000000002' });

    const status = await send(body, signedHeaders(body, artisan.stack.clock.now()));

    expect(status).toBe(200);
    expect(whispers().at(-1)).toMatch(/^U0000000002: Nothing was decided: viewer is not an approver/);
    expect(await auditOf()).toContainEqual(
      expect.objectContaining({ outcome: 'refused', reason: 'not_an_approver', via: 'slack' }),
    );
  });

  it('asks Step Functions whether somebody waits, and takes each click once', async () => {
    const body = aClickForm({ approvalId });
    const headers = signedHeaders(body, artisan.stack.clock.now());

    const statuses = [await send(body, headers), await send(body, headers)];

    expect(statuses).toEqual([200, 401]);
    expect(whispers().filter((text) => text.startsWith('U0123456789: '))).toEqual([
      expect.stringContaining('Its execution does not wait for it any more'),
    ]);
    expect(await auditOf()).toContainEqual(
      expect.objectContaining({ outcome: 'refused', reason: 'not_waiting', actor: 'approver' }),
    );
  });

  it('decides by the button of a card, so that its runbook goes on, and says on the card who did', async () => {
    const asked = await asking.ask();
    await artisan.stack.clock.advance(MINUTE);
    await until(() => cardsOf(asked.approvalId, 'chat.postMessage').length === 1);
    const { approve } = buttonsOf(cardsOf(asked.approvalId, 'chat.postMessage')[0]);
    const { approval_id, plan_hash } = v.parse(pressed, approve);
    const body = aClickForm({ approvalId: approval_id, planHash: plan_hash });

    const status = await send(body, signedHeaders(body, artisan.stack.clock.now()));
    const ended = await asking.ended(asked);
    await artisan.stack.clock.advance(MINUTE);
    await until(() => cardsOf(asked.approvalId, 'chat.update').length > 0);

    const card = cardsOf(asked.approvalId, 'chat.update').at(-1);
    expect([status, ended.status]).toEqual([200, 'SUCCEEDED']);
    expect(await asking.approval(asked.approvalId)).toMatchObject({
      status: 'approved',
      decided_by: 'approver',
      decided_via: 'slack',
    });
    expect(await asking.done(asked)).toHaveLength(1);
    expect(buttonsOf(card)).toEqual({});
    expect(JSON.stringify(card)).toContain('approver, by slack');
  });

  it('stands by what it did when Slack does not answer', async () => {
    slack.isDown = true;
    const body = aClickForm({ approvalId, user: 'U9999999999' });

    const status = await send(body, signedHeaders(body, artisan.stack.clock.now()));

    expect(status).toBe(200);
    expect(artisan.lines.filter((line) => line.includes('could not be told what became of it'))).toHaveLength(
      1,
    );
  });
});
