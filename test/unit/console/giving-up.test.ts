import { jest } from '@jest/globals';
import { createSend } from '../../../console/api/api.ts';
import { needsText } from '../../../console/pages/home/needs-text.ts';

/** A server that was reached and says nothing, as to a laptop that slept. */
const silent: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => {
      reject(init.signal?.reason as Error);
    });
  });

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(globalThis, 'fetch').mockImplementation(silent);
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('a request that nobody answers', () => {
  it.each([
    ['GET', 'Nothing was answered within 35 s.'],
    ['PUT', 'Nothing was answered within 35 s. Whether it was done is not known.'],
  ] as const)('by %s is given up after the gateway would have, and told of', async (method, detail) => {
    let isOver = false;
    const answer = createSend(
      'https://console.test',
      () => 'token',
    )({ method, path: '/v1/traffic' }).finally(() => {
      isOver = true;
    });

    await jest.advanceTimersByTimeAsync(34_999);
    const early = isOver;
    await jest.advanceTimersByTimeAsync(1);

    expect(early).toBe(false);
    expect(await answer).toMatchObject({
      kind: 'problem',
      problem: { status: 0, title: 'No answer came', detail },
    });
  });
});

describe('what is said of an old look', () => {
  it('is not that nothing waits for anybody', () => {
    expect([needsText(0, false), needsText(2, false)]).toEqual([
      'Nothing waits for you: no approval, no open incident.',
      'Needs somebody',
    ]);
    expect(needsText(0, true)).toMatch(/^Not known now/);
  });
});
