import { parseBenchOptions } from '../../../../scripts/bench/options.ts';
import { UsageError } from '../../../../scripts/lib/run-script.ts';

const KNOWN = { benches: ['operations', 's3', 'states'], scenarios: ['bad', 'brief', 'calm'] };
const NONE = { benches: [], scenarios: [], times: 3, isKept: false };

describe('what `npm run bench` is asked for', () => {
  it('is all benches, and no scenario, when nothing is said: those take a quarter of an hour', () => {
    expect(parseBenchOptions([], KNOWN)).toEqual({ ...NONE, benches: KNOWN.benches });
  });

  it('is some benches, in the order of the document', () => {
    const { benches, isKept } = parseBenchOptions(['states', 's3', '--write'], KNOWN);

    expect([benches, isKept]).toEqual([['s3', 'states'], true]);
  });

  it('is each scenario, as often as is said', () => {
    expect(parseBenchOptions(['scenarios', '--times', '10'], KNOWN)).toEqual({
      ...NONE,
      ...{ scenarios: KNOWN.scenarios, times: 10 },
    });
  });

  it('is some scenarios, in the order of the folder, beside a bench', () => {
    const args = ['s3', 'scenarios', '--scenario', 'calm', '--scenario', 'bad'];

    expect(parseBenchOptions(args, KNOWN)).toEqual({
      ...NONE,
      ...{ benches: ['s3'], scenarios: ['bad', 'calm'] },
    });
  });

  it.each([
    [['s4'], 'No bench is called s4, allowed is operations, s3, states, scenarios'],
    [['scenarios', '--scenario', 'clam'], '--scenario: got clam, allowed is bad, brief, calm'],
    [['scenarios', '--times', '0'], '--times: got 0, allowed is 1 to 100'],
    [['scenarios', '--times', '101'], '--times: got 101, allowed is 1 to 100'],
    [['scenarios', '--times', '2.5'], '--times: got 2.5, allowed is 1 to 100'],
    [['s3', '--times', '2'], '--times and --scenario go with scenarios'],
    [['--scenario', 'calm'], '--times and --scenario go with scenarios'],
    [['--wirte'], '--wirte'],
  ])('%j is refused with what is allowed', (args, says) => {
    const parse = () => parseBenchOptions(args, KNOWN);

    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(says);
  });
});
