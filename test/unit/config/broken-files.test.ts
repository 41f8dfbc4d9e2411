import { FILES } from '../../../lib/config/files.ts';
import { filesWith, problemsOf, textOf } from './a-config.ts';

const FILE = 'reward_normalization.yaml';
const PLAIN = 'plain YAML 1.2: unique keys, no tabs, tags or aliases';
const shipped = textOf(filesWith({}), FILE);

/** Problems of a shared file with this text, the others as shipped. */
const problemsWith = (text: string | Uint8Array | undefined) => problemsOf(filesWith({ [FILE]: text }));

describe('a file that is no YAML', () => {
  it.each([
    ['an open bracket', 'a: [1', 1, '"a: [1"'],
    ['a tab', 'a:\n\tb: 1', 2, '"b: 1" (Tabs are not allowed as indentation)'],
    ['a tag', 'a: !secret b', 1, '"a: !secret b" (Unresolved tag: !secret)'],
    ['a tag of YAML', 'a: !!binary aGk=', 1, '"a: !!binary aGk=" (Unresolved tag: tag:yaml.org,2002:binary)'],
    ['a second document', 'a: 1\n---\nb: 1', 2, '"---" (Source contains multiple documents'],
    ['another version', '%YAML 1.1\n---\na: no', 1, '"%YAML 1.1" (another version of YAML)'],
    ['a key that is no text', '? [a]\n: 1', 1, '"? [a]"'],
    ['a nested colon', 'a: b: c', 1, '"a: b: c"'],
    ['an alias', 'a: &x [1]\nb: *x', 2, '"b: *x" (an alias)'],
    ['an alias of nothing', 'a: *x', 1, '"a: *x"'],
  ])('is refused with its line: %s', (_, text, line, found) => {
    const problems = problemsWith(text);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      new RegExp(`^reward_normalization\\.yaml: line ${line}, column \\d+: found `),
    );
    expect(problems[0]).toContain(`found ${found}`);
    expect(problems[0]).toContain(`, allowed ${PLAIN}`);
  });

  it('is refused with every duplicate key', () => {
    const text = `${shipped}  enabled: false\n  "window_size": 7\n`;

    const problems = problemsWith(text);

    expect(problems.map((problem) => problem.replace(/line \d+/, 'line N'))).toEqual([
      `${FILE}: line N, column 3: found "enabled: false" (the key "enabled" again), allowed ${PLAIN}`,
      `${FILE}: line N, column 3: found "\\"window_size\\": 7" (the key "window_size" again), allowed ${PLAIN}`,
    ]);
  });

  it('is refused before a few aliases grow to gigabytes', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      bomb.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
    }

    const problems = problemsWith(bomb.join('\n'));

    expect(problems).toHaveLength(99);
    expect(problems[0]).toContain('(an alias)');
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['closed brackets', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['maps', `${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['lists', '- '.repeat(100_000)],
  ])('is refused when nested deeper than the stack: %s', (_, text) => {
    const problems = problemsWith(text);

    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.startsWith(`${FILE}: `))).toBe(true);
  });

  it('is refused above 256 KiB without being parsed', () => {
    const problems = problemsWith(`# ${'x'.repeat(262_143)}`);

    expect(problems).toEqual([`${FILE}: line 1: found 262145 bytes, allowed at most 262144 bytes`]);
  });

  it('is refused when it is not UTF-8', () => {
    const problems = problemsWith(Uint8Array.of(0x61, 0x3a, 0x20, 0xff));

    expect(problems).toEqual([`${FILE}: line 1: found bytes that are not UTF-8, allowed UTF-8 text`]);
  });
});

describe('a file that is YAML', () => {
  const SECTION =
    'the keys enabled, window_size, epsilon, clip_range, update_frequency, bootstrap_size, bootstrap_mean, bootstrap_std';
  const ROOT = 'reward_normalization.yaml: reward_normalization';

  it.each([
    ['empty', '', [`${ROOT}: found nothing, allowed ${SECTION}`]],
    ['only a comment', '# nothing here', [`${ROOT}: found nothing, allowed ${SECTION}`]],
    ['a root key without value', 'reward_normalization:', [`${ROOT}: found nothing, allowed ${SECTION}`]],
    ['a list', '- 1\n- 2', [`${ROOT}: found a list of 2, allowed the key reward_normalization`]],
    ['a word', 'hello', [`${ROOT}: found "hello", allowed the key reward_normalization`]],
    [
      'another root key',
      'reward_normalisation: {}',
      [
        `${FILE}: reward_normalisation: found an unknown key, allowed reward_normalization`,
        `${ROOT}: found nothing, allowed ${SECTION}`,
      ],
    ],
    [
      'a root key named __proto__',
      `${shipped}__proto__: {enabled: false}\n`,
      [`${FILE}: __proto__: found an unknown key, allowed reward_normalization`],
    ],
  ])('is refused when it is %s', (_, text, expected) => {
    const problems = problemsWith(text);

    expect(problems).toEqual(expected);
  });

  it('may begin with a byte order mark and end its lines as Windows does', () => {
    const problems = problemsWith(`\uFEFF${shipped.replaceAll('\n', '\r\n')}`);

    expect(problems).toEqual([]);
  });

  it('reads .nan, .inf and a number beyond all bounds as numbers that no key takes', () => {
    const text = shipped
      .replace('epsilon: 1e-8', 'epsilon: .nan')
      .replace('clip_range: 10.0', 'clip_range: .inf')
      .replace('bootstrap_std: 1.0', 'bootstrap_std: 1e999');

    const problems = problemsWith(text);

    expect(problems).toEqual([
      `${ROOT}.epsilon: found NaN, allowed a finite number above 0`,
      `${ROOT}.clip_range: found Infinity, allowed a finite number above 0`,
      `${ROOT}.bootstrap_std: found Infinity, allowed a finite number above 0`,
    ]);
  });
});

describe('a folder', () => {
  it('has to hold every file', () => {
    const problems = problemsWith(undefined);

    expect(problems).toEqual([
      'reward_normalization.yaml: reward_normalization: found no such file, allowed a file with the root key reward_normalization',
    ]);
  });

  it('holds no YAML file that nothing reads, so that a misnamed one is seen', () => {
    const files = filesWith({
      'traffic.yaml': 'a: 1',
      'ppo_schedule.yml': 'a: 1',
      'notes/drill.yaml': 'a: 1',
    });

    const problems = problemsOf(files);

    const names = Object.keys(FILES).map((name) => `${name}.yaml`);
    const expected = `allowed ${names.join(', ')}`;
    expect(problems).toEqual([
      `traffic.yaml: file name: found a file that nothing reads, ${expected}`,
      `ppo_schedule.yml: file name: found a file that nothing reads, ${expected}`,
    ]);
  });
});
