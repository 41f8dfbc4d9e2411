import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { serveAsSlack, type FakeSlack } from '../support/channels/fake-slack.ts';
import { keepSecrets } from '../support/channels/keep-secrets.ts';
import { until } from '../support/until.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let slack: FakeSlack;
let artisan: ArtisanStack;
beforeAll(async () => {
  slack = await serveAsSlack();
  const channels = {
    slack: { channel: 'C0123456789', api_url: slack.url },
    pagerduty: { events_url: `${slack.url}/v2/enqueue` },
  };
  artisan = await startArtisan({ parameters: { NotificationChannels: JSON.stringify(channels) } });
  await keepSecrets(artisan.stack, {
    'slack/bot-token': 'xoxb-test',
    'pagerduty/routing-key': 'routing-key',
  });
});
afterAll(async () => {
  await artisan.stop();
  await slack.close();
});

async function open(title: string): Promise<string> {
  const { status, body } = await artisan.as('operator', {
    method: 'POST',
    path: '/v1/incidents',
    body: { title, description: 'Found by hand', severity: 'sev3', components: ['API'] },
  });
  expect(status).toBe(201);
  return String(body['id']);
}

async function resolve(id: string): Promise<void> {
  const path = `/v1/incidents/${id}`;
  const { headers } = await artisan.as('operator', { method: 'GET', path });
  const { status } = await artisan.as('operator', {
    method: 'POST',
    path: `${path}/resolve`,
    body: { resolution: 'It was the cable' },
    headers: { 'if-match': String(headers['etag']) },
  });
  expect(status).toBe(200);
}

/** Starts a runbook that finds nothing to mend, and waits until it has ended. */
async function runToItsEnd(runbook: string): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await artisan.as('operator', {
    method: 'POST',
    path: `/v1/runbooks/${runbook}/executions`,
    body: { mode: 'live', input: {}, reason: 'to see whether it needs anybody to be told' },
  });
  expect(status).toBe(202);
  const path = `/v1/executions/${String(body['execution_id'])}`;
  const read = async () => (await artisan.as('operator', { method: 'GET', path })).body;
  await until(async () => (await read())['ended_at'] !== undefined);
  return read();
}

async function statusOf(id: string): Promise<unknown> {
  const { body } = await artisan.as('operator', { method: 'GET', path: `/v1/incidents/${id}` });
  return body['status'];
}

const pages = (id: string) =>
  slack
    .of('enqueue')
    .filter(({ dedup_key }) => dedup_key === `artisan-local-${id}`)
    .map(({ event_action }) => event_action);

const posts = (text: string) =>
  slack.of('chat.postMessage').filter((message) => String(message['text']).includes(text));

describe('an incident', () => {
  it('reaches Slack and PagerDuty within half a minute, and so does its end', async () => {
    const id = await open('The API is slow');

    await artisan.stack.clock.advance(MINUTE);
    await until(() => pages(id).length === 1 && posts('The API is slow').length === 1);
    await resolve(id);
    await artisan.stack.clock.advance(MINUTE);
    await until(() => pages(id).length === 2 && posts('It was the cable').length === 1);

    expect(pages(id)).toEqual(['trigger', 'resolve']);
    expect(JSON.stringify(posts('The API is slow')[0]?.['blocks'])).toContain(`/console/#/incidents/${id}`);
  });

  it('waits while both are down for an hour, and is told once afterwards; one that is over by then wakes nobody', async () => {
    slack.isDown = true;
    const standing = await open('The database is full');
    const id = await open('The cache is cold');
    const execution = await runToItsEnd('api_high_latency_scaleup');
    const mended = String(execution['incident_id']);
    for (let minute = 0; minute < 60; minute += 10) await artisan.stack.clock.advance(10 * MINUTE);
    await resolve(id);
    await until(async () => (await statusOf(mended)) === 'resolved');

    slack.isDown = false;
    for (let minute = 0; minute < 3; minute += 1) await artisan.stack.clock.advance(MINUTE);
    await until(() => [id, mended].every((one) => pages(one).includes('resolve')));
    await until(() => posts('It was the cable').length === 2);
    await artisan.stack.clock.advance(5 * MINUTE);

    expect(execution['status']).toBe('succeeded');
    expect([standing, id, mended].map(pages)).toEqual([['trigger'], ['resolve'], ['resolve']]);
    expect(slack.pagerDuty.woken).toEqual(['The API is slow', 'The database is full']);
    expect(posts('The database is full')).toHaveLength(1);
    expect(posts('The cache is cold')).toHaveLength(1);
    expect(posts('It was the cable')).toHaveLength(2);
  });
});
