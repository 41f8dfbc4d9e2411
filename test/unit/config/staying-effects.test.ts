import { problemsOfRunbook, SAMPLE_YAML } from '../../support/runbooks/sample.ts';

const withChange = (from: string, to: string) => problemsOfRunbook(SAMPLE_YAML.replace(from, to));

describe('what a step leaves so', () => {
  const STAYS = '      stays: It stays\n';

  it('is nothing where it changes nothing, or is taken back', () => {
    const check = withChange('on_unmet: end\n', `on_unmet: end\n${STAYS}`);
    const takenBack = withChange(
      '      compensation:\n        unpause',
      `${STAYS}      compensation:\n        unpause`,
    );

    expect([...check, ...takenBack]).toEqual([
      expect.stringMatching(/stays: found a text, allowed nothing: .* changes nothing$/),
      expect.stringMatching(
        /stays: found a text, allowed nothing beside a compensation, which takes it back$/,
      ),
    ]);
  });
});
