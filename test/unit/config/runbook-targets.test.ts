import { filesWith, problemsOf } from './a-config.ts';

const FILE = 'runbooks/pool.yaml: pool';

/** A runbook that resets a pool, with further keys of its steps. */
const aRunbook = ({ target = 'database', resource = 'target#database', timeout = '30s', more = '' } = {}) => `
pool:
  title: A pool
  severity: sev3
  automation: automatic
  expected_recovery: 2m
  components: [Database]
  resource: ${resource}
  inputs: { which: a target }
  incident: { title: A pool, description: It is full. }
  steps:
    reset:
      name: Reset the pool
      action: target.reset_pool
      inputs: { target: ${target} }
      timeout: ${timeout}
      poll_interval: 1s
      no_compensation: None is needed.
${more}`;

const anApprovedScaling = (timeout: string) =>
  aRunbook({ timeout })
    .replace('automation: automatic', 'automation: semi_automatic')
    .replace('target.reset_pool', 'target.scale')
    .replace('target: database }', 'target: database, replicas: 3 }\n      approval: true');

const webhook = (serves: string, timeout = '3s') =>
  `targets: { api: {}, cache: {}, qwen: {}, database: { webhook: { serves: [${serves}], timeout: ${timeout} } } }`;

const problemsWith = (runbook: string, targets?: string) =>
  problemsOf(
    filesWith({ 'runbooks/pool.yaml': runbook, ...(targets && { 'targets.yaml': targets }) }),
  ).filter((problem) => problem.startsWith(FILE));

describe('the targets of a runbook', () => {
  it('are those of targets.yaml, whether or not anything serves them', () => {
    expect(problemsWith(aRunbook())).toEqual([]);
    expect(problemsWith(aRunbook(), 'targets: { api: {}, cache: {}, qwen: {}, database: {} }')).toEqual([]);
  });

  it.each(['databse', 'constructor', 'Database'])('are no misspelt ones: %s', (target) => {
    expect(problemsWith(aRunbook({ target, resource: `target#${target}` }))).toEqual(
      ['resource', 'steps.reset.inputs.target'].map(
        (path) =>
          `${FILE}.${path}: found the target "${target}", allowed one of targets.yaml: api, database, cache, qwen (one that people see to is {} there)`,
      ),
    );
  });

  it('may be named by an input, which is known only when it runs', () => {
    expect(
      problemsWith(aRunbook({ target: "'{% $execution.input.which %}'", resource: 'target#{which}' })),
    ).toEqual([]);
  });

  it('are looked at in compensations, too', () => {
    const more = `      compensation:
        back: { name: Take it back, action: target.end_bypass, inputs: { target: cash }, timeout: 60s }
`;
    const runbook = aRunbook({ more }).replace('      no_compensation: None is needed.\n', '');

    expect(problemsWith(runbook)).toEqual([
      expect.stringContaining(`${FILE}.steps.reset.compensation.back.inputs.target: found the target "cash"`),
    ]);
  });
});

describe('the time-out of a step', () => {
  it.each([
    // 3 x 3 s and 1.5 s of pauses, and 3 s around them: a try of 14 s, twice with a second between them.
    ['3s', '29s', '28s', '10.5 s', '3 x 3s and pauses to tell it by webhook'],
    ['1s', '17s', '16s', '4.5 s', '3 x 1s and pauses to tell it by webhook'],
    ['5s', '41s', '40s', '16.5 s', '3 x 5s and pauses to tell it by webhook'],
  ])('holds a target whose tries take %s only from %s on', (slow, enough, short, spent, why) => {
    const targets = webhook('reset_pool', slow);

    expect(problemsWith(aRunbook({ timeout: enough }), targets)).toEqual([]);
    expect(problemsWith(aRunbook({ timeout: short }), targets)).toEqual([
      `${FILE}.steps.reset.timeout: found ${short}, allowed at least ${enough}: each try of "Reset the pool" may spend ${spent} on database (${why})`,
    ]);
  });

  it('counts the looks of what goes by how the target is, and of what is approved', () => {
    const scale = anApprovedScaling('30s');
    const targets = webhook('check, scale').replace('webhook:', 'max_replicas: 4, webhook:');

    expect(problemsWith(scale, targets)).toEqual([
      `${FILE}.steps.reset.timeout: found 30s, allowed at least 41s: each try of "Reset the pool" may spend 16.5 s on database (2 x 3s to ask it, 3 x 3s and pauses to tell it by webhook)`,
    ]);
  });

  it('can not be long enough for a target that takes more than a function may', () => {
    const scale = anApprovedScaling('1h');
    const targets = webhook('check, scale', '5s').replace('webhook:', 'max_replicas: 4, webhook:');

    expect(problemsWith(scale, targets)).toEqual([
      expect.stringMatching(
        /found 1h, allowed no time-out, so a faster target: .* may spend 22\.5 s on database/,
      ),
    ]);
  });

  it('holds a look', () => {
    const check = (timeout: string) =>
      aRunbook({ timeout })
        .replace('target.reset_pool', 'target.check')
        .replace(/ +no_compensation.*\n/, '');

    expect(problemsWith(check('13s'), webhook('check'))).toEqual([]);
    expect(problemsWith(check('12s'), webhook('check'))).toHaveLength(1);
    expect(problemsWith(check('1s'), webhook('restart'))).toEqual([]);
  });
});
