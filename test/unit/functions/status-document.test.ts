import { gunzipSync } from 'node:zlib';
import { documentRoutes } from '../../../functions/status/document.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { anEvent } from '../../support/api-event.ts';
import { recordingSurroundings } from '../../support/invoke.ts';

const TEXT = '{"openapi":"3.1.1"}';

function aServer() {
  let reads = 0;
  const read = () => {
    reads += 1;
    return TEXT;
  };
  const handler = apiFunction(documentRoutes(read), recordingSurroundings());
  const get = (headers: Record<string, string> = {}) =>
    // The handler looks at nothing of its context.
    handler(anEvent('GET /openapi.json', { headers }), {} as Parameters<typeof handler>[1]);
  return { get, reads: () => reads };
}

describe('the document of the API', () => {
  it('is answered as it was made, to be kept for minutes, and read once', async () => {
    const { get, reads } = aServer();

    const first = await get();
    const second = await get();

    expect(first).toMatchObject({ statusCode: 200, body: TEXT });
    expect(first.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, max-age=300',
    });
    expect(second).toEqual(first);
    expect(reads()).toBe(1);
  });

  it('is not sent to those who have it', async () => {
    const { get } = aServer();
    const etag = String((await get()).headers?.['etag']);

    const known = await get({ 'if-none-match': `"other", ${etag}` });
    const stale = await get({ 'if-none-match': '"other"' });

    expect(known).toMatchObject({ statusCode: 304, body: '', headers: { etag } });
    expect(stale.statusCode).toBe(200);
  });

  it('is compressed for who takes gzip', async () => {
    const { get } = aServer();

    const { headers, body, isBase64Encoded } = await get({ 'accept-encoding': 'br, gzip' });

    expect([isBase64Encoded, headers?.['content-encoding'], headers?.['vary']]).toEqual([
      true,
      'gzip',
      'accept-encoding',
    ]);
    expect(gunzipSync(Buffer.from(body ?? '', 'base64')).toString()).toBe(TEXT);
  });
});
