import { AwsError } from '../../../local/aws-endpoint/aws-error.ts';
import { aQueue, aSqsWorld, failure, type SqsWorld } from './sqs-world.ts';

const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:orders';
const RULE = 'arn:aws:events:eu-central-1:123456789012:rule/orders';
const EVENTS = { service: 'events.amazonaws.com', sourceArn: RULE };

let world: SqsWorld;
beforeEach(async () => {
  world = await aSqsWorld();
});
afterEach(() => world.close());

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const ALLOW = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: QUEUE,
};
const FROM_RULE = { ...ALLOW, Condition: { ArnEquals: { 'aws:SourceArn': RULE } } };
const ONLY_TLS = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sqs:*',
  Resource: QUEUE,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

function outcomeFor(caller: typeof EVENTS): string {
  try {
    world.sqs.authorizeSend(caller, QUEUE);
    return 'let in';
  } catch (error) {
    return error instanceof AwsError ? error.code : String(error);
  }
}

describe('a queue’s policy', () => {
  it('lets no service in when there is none', async () => {
    await aQueue(world, 'orders');

    expect(outcomeFor(EVENTS)).toBe('AccessDeniedException');
  });

  it.each([
    ['the service that it names', policy(ALLOW), EVENTS, true],
    ['no other service', policy(ALLOW), { ...EVENTS, service: 'sns.amazonaws.com' }, false],
    ['the source that it names', policy(FROM_RULE, ONLY_TLS), EVENTS, true],
    ['no other source', policy(FROM_RULE, ONLY_TLS), { ...EVENTS, sourceArn: `${RULE}-2` }, false],
    ['nobody else than accounts', policy({ ...ALLOW, Principal: { AWS: '123456789012' } }), EVENTS, false],
    ['everybody', policy({ ...ALLOW, Principal: '*' }), EVENTS, true],
    ['nobody whom it denies', policy(ALLOW, { ...FROM_RULE, Effect: 'Deny' }), EVENTS, false],
    ['nobody to another queue', policy({ ...ALLOW, Resource: `${QUEUE}-2` }), EVENTS, false],
    ['nobody who would only receive', policy({ ...ALLOW, Action: 'sqs:ReceiveMessage' }), EVENTS, false],
  ])('lets in %s', async (_, Policy, caller, isLetIn) => {
    await aQueue(world, 'orders', { Policy });

    expect(outcomeFor(caller)).toBe(isLetIn ? 'let in' : 'AccessDeniedException');
  });

  it('can be changed and taken away', async () => {
    const { QueueUrl } = await aQueue(world, 'orders', { Policy: policy(ALLOW) });

    await world.call('SetQueueAttributes', { QueueUrl, Attributes: { Policy: policy(ONLY_TLS) } });
    const changed = outcomeFor(EVENTS);
    await world.call('SetQueueAttributes', { QueueUrl, Attributes: { Policy: policy(ALLOW) } });
    const allowed = outcomeFor(EVENTS);
    await world.call('SetQueueAttributes', { QueueUrl, Attributes: { Policy: '' } });
    const none = outcomeFor(EVENTS);

    expect([changed, allowed, none]).toEqual(['AccessDeniedException', 'let in', 'AccessDeniedException']);
  });

  it.each(['{', '[]', policy({ ...ALLOW, Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026' } } })])(
    'is refused when it cannot be kept to: %s',
    async (Policy) => {
      expect(await failure(aQueue(world, 'orders', { Policy }))).toMatch(/^InvalidAttributeValue: .*Policy/);
    },
  );
});
