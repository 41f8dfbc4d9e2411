import { runMachine, type Behaviour } from '../support/runbooks/a-machine.ts';
import { runbookOf, SAMPLE_YAML } from '../support/runbooks/sample.ts';

const failing: Behaviour = () => ({ error: 'SomeError' });

describe('a step with a condition', () => {
  const WHEN = "      when: '{% $find.step > 4000 %}'\n";
  /** Without its compensation: what may not have begun is not taken back. */
  const approved = runbookOf(
    SAMPLE_YAML.replace(/(name: Roll back\n[^]*?approval: true\n) {6}compensation:\n[^]*?( {4}note:)/, '$1$2')
      .replace('name: Roll back\n', `name: Roll back\n${WHEN}      no_compensation: It stays\n`)
      .replaceAll('$roll_back.step', '$find.step')
      .replaceAll('$roll_back.attempt', '$find.attempt'),
  );
  const plain = runbookOf(SAMPLE_YAML.replace('name: Resume\n', `name: Resume\n${WHEN}`));
  const small: Behaviour = () => ({ step: 4_000, attempt: 1, sha256: 'ab'.repeat(32) });
  const unneeded = { acts: { find: small }, plans: { roll_back: () => ({ is_needed: false }) } };

  it.each([
    ['holds', {}, true],
    ['does not', { acts: { find: small } }, false],
    [
      'gives no boolean',
      { acts: { find: (): Record<string, unknown> => ({ ...small(1), step: 'x' }) } },
      undefined,
    ],
  ])('tells its function whether it is needed: %s', async (_name, options, holds) => {
    const { status, requests } = await runMachine(plain, options);

    const [when] = requests.filter(({ step }) => step.id === 'resume').map(({ step }) => step.when);
    // What cannot be compared is an error like any other: it is caught, and what has begun is taken back.
    expect(status).toBe(holds === undefined ? 'FAILED' : 'SUCCEEDED');
    expect(when).toEqual(holds === undefined ? undefined : { condition: '$find.step > 4000', holds });
  });

  it('asks nobody where it is not needed, and has a state of its own that can not act', async () => {
    const { status, states, gate, requests } = await runMachine(approved, unneeded);

    expect([status, gate]).toEqual(['SUCCEEDED', []]);
    expect(states).toContain('Not needed: Roll back');
    expect(states).not.toContain('Roll back');
    const [passed] = requests.filter(({ step }) => step.id === 'roll_back').slice(1);
    expect(passed?.step).toMatchObject({ action: 'incident.note', when: { holds: false } });
  });

  it('asks where it is needed', async () => {
    const { states, gate } = await runMachine(approved);

    expect(gate).toEqual(['ask 1', 'confirm 1']);
    expect(states).toContain('Roll back');
    expect(states).not.toContain('Not needed: Roll back');
  });

  it('takes back what has begun when it can not even be said that it is not needed', async () => {
    const acts = { ...unneeded.acts, roll_back: failing };

    const { status, error, acted } = await runMachine(approved, { ...unneeded, acts });

    expect([status, error]).toEqual(['FAILED', 'SomeError']);
    expect(acted.at(-1)).toBe('unpause');
  });

  it('is planned in a dry run whatever it says', async () => {
    const { planned, states } = await runMachine(approved, { plans: unneeded.plans }, { mode: 'dry_run' });

    expect(planned).toContain('roll_back');
    expect(states).not.toContain('Not needed: Roll back');
  });
});
