import { jest } from '@jest/globals';
import { ApiProblemError, ApiUnreachableError } from '../../../clients/typescript/index.ts';
import type { Input } from '../../../cli/input.ts';
import { print } from '../../../cli/print.ts';
import { watched, type Look } from '../../../cli/watch.ts';
import type { World } from '../../../cli/world.ts';

type Looking = (world: World) => Promise<Look>;

const WELL: Look = { isOver: false, isWell: true, says: 'all is well' };
const ILL: Look = { isOver: false, isWell: false, says: 'a line fails' };
const OVER: Look = { isOver: true, isWell: true, says: 'it is over' };

/** Milliseconds, which pass as a test wants them to. */
let now = 0;
beforeEach(() => {
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** An API that accepts a connection and says nothing for so long. */
const silentFor =
  (ms: number): Looking =>
  ({ signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        now += ms;
        reject(signal.reason as Error);
      });
    });
const silent = silentFor(60_000);

const sees =
  (look: Look): Looking =>
  () =>
    Promise.resolve(look);

/** Looks in the order in which they come, the last one from then on. */
function inTurn(...looks: readonly Looking[]): Looking {
  const left = [...looks];
  return (world) => (left.length > 1 ? left.shift() : left[0])?.(world) ?? Promise.resolve(OVER);
}

interface Typed {
  readonly interval?: string;
  readonly timeout?: string;
  readonly watch?: boolean;
  readonly signal?: AbortSignal;
}

async function watch(look: Looking, { watch: isWatch = true, signal, ...values }: Typed) {
  const [out, said]: [string[], string[]] = [[], []];
  const options: Readonly<Record<string, string>> = { interval: '0.001', ...values };
  const input: Input = {
    args: [],
    text: (option) => options[option],
    flag: (option) => option === 'watch' && isWatch,
  };
  const world = {
    ...{ isJson: true, signal: signal ?? new AbortController().signal },
    ...{ out: (text: string) => out.push(text), say: (text: string) => said.push(text) },
  } as unknown as World;
  const code = await watched(world, input, look);
  return { code, out, said: said.join('') };
}

describe('a watch', () => {
  it.each<readonly [string, Looking, Typed, number | undefined, string]>([
    ['all was well', sees(WELL), {}, undefined, 'all is well'],
    ['something was not', sees(ILL), {}, 1, 'a line fails'],
    ['all is well by now', inTurn(sees(ILL), sees(WELL)), {}, undefined, 'all is well'],
    ['it is not any more', inTurn(sees(WELL), sees(ILL)), {}, 1, 'a line fails'],
    ['nothing was ever answered', silent, {}, 1, 'there is no answer'],
    ['nothing was answered to a single look', silent, { watch: false }, 1, 'there is no answer'],
    ['nothing is answered any more', inTurn(sees(WELL), silent), {}, 1, 'there is no answer'],
    ['the next answer is on its way', inTurn(sees(WELL), silentFor(5)), {}, undefined, 'all is well'],
    ['it is late', inTurn(sees(WELL), silentFor(6)), {}, 1, 'there is no answer'],
  ])('whose time is up while %s says so, and ends by that', async (_, look, typed, expected, says) => {
    const { code, said } = await watch(look, { timeout: '0.1', ...typed });

    expect([code, said]).toEqual([expected, `Time is up after 0.1 s: ${says}\n`]);
  });

  it('ends by what interrupts it, and calls that no time-out', async () => {
    const interrupted = new AbortController();
    const watching = watch(silent, { timeout: '3600', signal: interrupted.signal });

    interrupted.abort(new Error('Ctrl-C'));

    await expect(watching).rejects.toThrow('Ctrl-C');
  });

  it('goes on when the API is away for a while, and says so', async () => {
    const away: Looking = () => Promise.reject(new ApiUnreachableError('GET /v1/x was not answered'));
    const busy: Looking = () => Promise.reject(new ApiProblemError(503, {}));

    const { code, said } = await watch(inTurn(sees(ILL), away, busy, sees(OVER)), {});

    expect([code, said]).toEqual([
      undefined,
      'GET /v1/x was not answered. Looking again\n503: The API answered 503. Looking again\n',
    ]);
    await expect(watch(inTurn(away, sees(OVER)), {})).rejects.toThrow('was not answered');
  });

  it('ends by what goes wrong', async () => {
    const refused: Looking = () => Promise.reject(new Error('forbidden'));

    await expect(watch(refused, { timeout: '3600' })).rejects.toThrow('forbidden');
  });

  it('prints a line of JSON each time until it is over; a single look is for people to read', async () => {
    const looks = inTurn(sees(WELL), sees(ILL), sees(OVER));
    const showing: Looking = async (world) => {
      const look = await looks(world);
      print(world, look, () => 'text');
      return look;
    };

    const lines = await watch(showing, {});
    const single = await watch(showing, { watch: false });

    expect(lines).toEqual({
      code: undefined,
      out: [WELL, ILL, OVER].map((look) => `${JSON.stringify(look)}\n`),
      said: '',
    });
    expect(single.out).toEqual([`${JSON.stringify(OVER, null, 2)}\n`]);
  });

  it.each(['0', '-1', 'soon', '', 'Infinity', '1e9'])('refuses a time-out of %j', async (timeout) => {
    await expect(watch(silent, { timeout })).rejects.toThrow(
      'allowed is a number of seconds above 0, at most 2147483',
    );
  });
});
