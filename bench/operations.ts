import type { Bench, Row } from './bench.ts';
import { startCountedDynamoDb, type Operation } from './operations/counted-dynamodb.ts';
import { startSelections, type Ask } from './operations/selections.ts';
import { isOfBreakers, isOfSettings, perSelection, type Tally } from './operations/tally.ts';
import { selectionsVariables } from './selections/environment.ts';

const SESSIONS = 300;
/** Longer than weights_max_staleness, so that the settings come to be read again. */
const RETURNING_MS = 6_000;

export const operations: Bench = {
  title: 'DynamoDB operations per selection',
  method:
    'The handler of the selections function, with its real adapters, on a local DynamoDB that counts each operation as ' +
    'it arrives, and the capacity units that it reports. Besides these, a container reads the settings again when they ' +
    'are older than weights_max_staleness (5 s): one strongly consistent read, shared by all selections of these 5 s, ' +
    'and so counted apart, and the breakers when they are older than a second: one batch read. A new container reads ' +
    'the settings, the breakers and the signing key once.',
  run: async () => {
    const { url, operations: log, close } = await startCountedDynamoDb();
    try {
      // The first container of all makes the signing key that the others find.
      await startSelections(url, selectionsVariables());
      log.length = 0;
      return await measure(await startSelections(url, selectionsVariables()), log);
    } finally {
      await close();
    }
  },
};

async function measure(ask: Ask, log: readonly Operation[]): Promise<readonly Row[]> {
  const atInit = log.length;
  const startedAt = performance.now();
  const tallyOf = async (work: () => Promise<number>) => {
    const before = log.length;
    const selections = await work();
    return perSelection(log.slice(before), selections);
  };
  const fresh = await tallyOf(() => askForEach(ask));
  const returning = await tallyOf(() => askAgain(ask));
  const anonymous = await tallyOf(() => askForEach(() => ask()));
  const ofContainer = log.slice(atInit);
  const seconds = (performance.now() - startedAt) / 1_000;
  return [
    ...rowsOf('returning session', returning, { reads: 1, readUnits: 0.5, writes: 0 }),
    ...rowsOf('new session', fresh, { reads: 1, readUnits: 0.5, writes: 1, writeUnits: 1 }),
    ...rowsOf('no session', anonymous, { reads: 0, writes: 0 }),
    row('settings: reads a second and container', ofContainer.filter(isOfSettings).length / seconds, {
      atMost: 1 / 5,
    }),
    row('breakers: reads a second and container', ofContainer.filter(isOfBreakers).length / seconds, {
      atMost: 1,
    }),
    row('new container: operations', atInit),
  ];
}

const row = (name: string, figure: number, limit?: { atMost: number }): Row => ({
  name,
  figure,
  unit: '',
  ...(limit && { limit }),
});

const TITLES = {
  reads: 'reads',
  readUnits: 'read units',
  writes: 'writes',
  writeUnits: 'write units',
} as const;

function rowsOf(who: string, tally: Tally, limits: Partial<Tally>): readonly Row[] {
  const keys = ['reads', 'readUnits', 'writes', 'writeUnits'] as const;
  return keys.flatMap((key) => {
    const atMost = limits[key];
    return atMost === undefined ? [] : [row(`${who}: ${TITLES[key]}`, tally[key], { atMost })];
  });
}

/** Every session for the first time. Answers with how many there were. */
async function askForEach(ask: Ask): Promise<number> {
  for (let index = 0; index < SESSIONS; index += 1) await expectReason(ask(sessionAt(index)), 'assigned');
  return SESSIONS;
}

/** The same sessions, over and over. */
async function askAgain(ask: Ask): Promise<number> {
  const end = performance.now() + RETURNING_MS;
  let selections = 0;
  for (; performance.now() < end; selections += 1)
    await expectReason(ask(sessionAt(selections % SESSIONS)), 'sticky');
  return selections;
}

const sessionAt = (index: number): string => `bench-${index}`;

/** An answer that went around the store would cost nothing, and prove nothing. */
async function expectReason(answer: Promise<string>, expected: string): Promise<void> {
  const reason = await answer;
  if (reason !== expected) throw new Error(`A selection came back as ${reason}, not as ${expected}`);
}
