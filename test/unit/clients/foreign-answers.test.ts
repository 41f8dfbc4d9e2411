import { ApiUnreachableError, createArtisanClient } from '../../../clients/typescript/index.ts';

/** A client that is answered so, and how often it asks. */
function askingWith(answer: (init: RequestInit) => Promise<Response>) {
  const asked = { times: 0 };
  const client = createArtisanClient({
    baseUrl: 'https://api.example',
    patienceSeconds: 0.01,
    fetch: (_, init = {}) => {
      asked.times += 1;
      return answer(init);
    },
  });
  return { client, asked };
}

/** Accepts a request and says nothing. */
const silent = ({ signal }: RequestInit): Promise<Response> =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });

describe('what is no answer of the API', () => {
  it.each<readonly [string, () => Response, string]>([
    [
      'a web page',
      () => new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
      'was answered by a web page',
    ],
    [
      'a redirect',
      () => new Response(null, { status: 307, headers: { location: '/v1/x' } }),
      'was redirected to /v1/x',
    ],
    [
      'one that a browser hides',
      () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' }),
      'was redirected to somewhere else',
    ],
  ])('is thrown as that, and not asked for again: %s', async (_, answer, words) => {
    const { client, asked } = askingWith(() => Promise.resolve(answer()));

    const call = client.get('/v1/traffic');

    await expect(call).rejects.toBeInstanceOf(ApiUnreachableError);
    await expect(call).rejects.toThrow(words);
    expect(asked.times).toBe(1);
  });

  it('is a silence, once patience has ended', async () => {
    const { client, asked } = askingWith(silent);

    await expect(client.get('/v1/traffic')).rejects.toThrow('was not answered within 0.01 s');
    expect(asked.times).toBe(1);
  });
});
