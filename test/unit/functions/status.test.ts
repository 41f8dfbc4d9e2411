import { apiFunction } from '../../../functions/shared/api-function.ts';
import { statusRoutes } from '../../../functions/status/status.ts';
import { anEvent } from '../../support/api-event.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';

const handler = apiFunction(statusRoutes({ stage: 'test', version: '1.2.3' }), recordingSurroundings());

const atDefault = (method: string, rawPath: string) => {
  const event = anEvent('$default', { rawPath });
  event.requestContext.http.method = method;
  return invoke(handler, event);
};

describe('status', () => {
  it('says that it is up and which release it is', async () => {
    const health = await invoke(handler, anEvent('GET /health'));
    const version = await invoke(handler, anEvent('GET /version'));

    expect([health.status, health.body]).toEqual([200, { status: 'ok' }]);
    expect(version.body).toEqual({ version: '1.2.3', stage: 'test' });
  });

  it.each([
    '/',
    '/v1',
    '/v1/selections/',
    '/v1/traffic/downshifts',
    '/v1/traffic/downshifts/a/b',
    '/%2e%2e/health',
  ])('has nothing at %s', async (path) => {
    const { status, body, headers } = await atDefault('GET', path);

    expect([status, body['code']]).toEqual([404, 'not_found']);
    expect(headers['content-type']).toBe('application/problem+json');
  });

  it.each([
    ['GET', '/v1/selections', 'POST'],
    ['POST', '/v1/traffic', 'GET'],
    ['PATCH', '/v1/traffic/downshifts/creative', 'PUT, DELETE'],
    ['OPTIONS', '/health', 'GET'],
  ])('does not take %s at %s, and says what it takes', async (method, path, allow) => {
    const { status, headers } = await atDefault(method, path);

    expect([status, headers['allow']]).toEqual([405, allow]);
  });
});
