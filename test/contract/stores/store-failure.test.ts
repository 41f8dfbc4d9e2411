import { createServer, type ServerResponse } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbSessionStore } from '../../../lib/aws/dynamodb-session-store.ts';
import { serve } from '../../support/serve.ts';

/** A session store before a server that answers as it is told. */
async function aStoreBefore(answer: (response: ServerResponse, attempt: number) => void) {
  let attempts = 0;
  const server = await serve(
    createServer((request, response) => {
      request.resume();
      attempts += 1;
      answer(response, attempts);
    }),
  );
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 2,
    requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true },
  });
  const store = new DynamoDbSessionStore(client, 'sessions');
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { store, close, attempts: () => attempts };
}

const fail = (status: number, type: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: type, message: 'injected' }));
};

describe('a session store whose table', () => {
  it.each([
    ['throttles', fail(400, 'ProvisionedThroughputExceededException'), 'StoreUnavailableError'],
    ['limits requests', fail(400, 'ThrottlingException'), 'StoreUnavailableError'],
    ['fails inside', fail(500, 'InternalServerError'), 'StoreUnavailableError'],
    ['fails in words of its own', fail(503, 'SomethingNew'), 'StoreUnavailableError'],
    ['hangs', () => undefined, 'StoreUnavailableError'],
    ['hangs up', (response: ServerResponse) => response.destroy(), 'StoreUnavailableError'],
    ['denies', fail(400, 'AccessDeniedException'), 'StoreDeniedError'],
    ['is missing', fail(400, 'ResourceNotFoundException'), 'ResourceNotFoundException'],
  ])('%s says so by name, after bounded tries', async (_what, answer, name) => {
    const { store, close, attempts } = await aStoreBefore(answer);

    const failure: unknown = await store.find('a').catch((error: unknown) => error);

    await close();
    expect(failure).toMatchObject({ name });
    expect(attempts()).toBeLessThanOrEqual(2);
  });

  it('answers at the second try is as if nothing had been', async () => {
    const { store, close } = await aStoreBefore((response, attempt) => {
      if (attempt === 1) fail(500, 'InternalServerError')(response);
      else response.end('{}');
    });

    const pin = await store.find('a');

    await close();
    expect(pin).toBeUndefined();
  });
});
