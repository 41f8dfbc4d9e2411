import { problemsOfRunbook, SAMPLE_YAML } from '../../support/runbooks/sample.ts';

const FILE = 'runbooks/sample.yaml: sample';

/** The sample with the first `from` in it replaced. */
function withChange(from: string, to: string): readonly string[] {
  if (!SAMPLE_YAML.includes(from)) throw new Error(`The sample has no ${from}`);
  return problemsOfRunbook(SAMPLE_YAML.replace(from, to));
}

describe('a runbook', () => {
  it('of one of everything is taken', () => {
    expect(problemsOfRunbook(SAMPLE_YAML)).toEqual([]);
  });

  it('has an id that is the name of its file', () => {
    expect(problemsOfRunbook(SAMPLE_YAML, 'other')).toEqual([
      'runbooks/other.yaml: sample: found an unknown key, allowed other',
      expect.stringMatching(/^runbooks\/other\.yaml: other: found nothing, allowed the keys title, severity/),
    ]);
  });

  it.each(['Sample', 'two__bars', 'with-dash', '1st', 'constructor', 'a'.repeat(49)])(
    'has no id that no state machine could be named after: %s',
    (id) => {
      const problems = problemsOfRunbook(SAMPLE_YAML.replace('\nsample:', `\n${id}:`), id);

      expect(problems).toEqual([
        expect.stringMatching(
          new RegExp(`^runbooks/${id}\\.yaml: ${id}: found the name "${id}", allowed a name`),
        ),
      ]);
    },
  );

  it('is a .yaml: a misnamed one is seen', async () => {
    const { parseConfig } = await import('../../../lib/config/parse-config.ts');
    const { readConfigFolder } = await import('../../../lib/config/source/read-folder.ts');
    const files = new Map(readConfigFolder('configs')).set(
      'runbooks/x.yml',
      new TextEncoder().encode('x: 1'),
    );

    expect(parseConfig(files, 'local')).toEqual({
      problems: [
        {
          file: 'runbooks/x.yml',
          path: 'file name',
          found: 'a file that nothing reads',
          allowed: 'x.yaml',
        },
      ],
    });
  });

  it('is told of all its mistakes at once', () => {
    const text = SAMPLE_YAML.replace('severity: sev3', 'severity: high')
      .replace('timeout: 30s', 'timeout: 30')
      .replace('title: A sample', 'titel: A sample');

    expect(problemsOfRunbook(text)).toEqual([
      expect.stringMatching(`^${FILE}\\.titel: found an unknown key`),
      expect.stringMatching(`^${FILE}\\.title: found nothing`),
      `${FILE}.severity: found "high", allowed one of sev1, sev2, sev3, sev4`,
      expect.stringMatching(`^${FILE}\\.steps\\.verify\\.timeout: found 30, allowed whole seconds`),
    ]);
  });
});

describe('a step', () => {
  it.each([
    [
      'an unknown action',
      ['action: training.pause', 'action: training.puase'],
      `${FILE}.steps.pause.action: found "training.puase", allowed one of incident.note, `,
    ],
    [
      'no time-out',
      ['      timeout: 30s\n      on_unmet', '      on_unmet'],
      `${FILE}.steps.verify.timeout: found nothing, allowed whole seconds of at most 1h`,
    ],
    [
      'a time-out that polling does not divide',
      ['timeout: 60s', 'timeout: 61s'],
      `${FILE}.steps.pause.timeout: found 61s, allowed a multiple of 5s (steps.pause.poll_interval)`,
    ],
    [
      'an input that its action does not have',
      [
        "thing_id %}'\n      timeout: 30s\n      on_unmet",
        "thing_id %}'\n        speed: 3\n      timeout: 30s\n      on_unmet",
      ],
      `${FILE}.steps.verify.inputs.speed: found an unknown key, allowed the keys run_id`,
    ],
    [
      'an input of another type',
      ['lr_factor: 0.5', 'lr_factor: 2'],
      `${FILE}.steps.resume.inputs.lr_factor: found 2, allowed a number above 0 and at most 1`,
    ],
    [
      'a check that does not say what follows if it is not met',
      ['      on_unmet: end\n', ''],
      `${FILE}.steps.verify.on_unmet: found nothing, allowed end or fail: what happens if it is not met`,
    ],
    [
      'something that is no check and says so',
      ['      timeout: 60s\n      approval', '      timeout: 60s\n      on_unmet: fail\n      approval'],
      `${FILE}.steps.roll_back.on_unmet: found "fail", allowed nothing: training.roll_back is no check`,
    ],
    [
      'an approval of something that changes nothing',
      ['      timeout: 30s\n    roll_back', '      timeout: 30s\n      approval: true\n    roll_back'],
      `${FILE}.steps.find.approval: found true, allowed false: training.find_stable changes nothing`,
    ],
    [
      'an approval that a rejection would not stop at',
      ['      approval: true\n', '      approval: true\n      on_failure: continue\n'],
      `${FILE}.steps.roll_back.approval: found true, allowed false with on_failure continue: a rejection has to stop`,
    ],
    [
      'a name of every runbook',
      ['name: Resume\n', 'name: Done\n'],
      `${FILE}.steps.resume.name: found "Done", allowed another name than those of every runbook: Begin, Done, Nothing to do, Failed`,
    ],
    [
      'the name of another one',
      ['name: Resume\n', 'name: Pause It\n'],
      `${FILE}.steps.resume.name: found "Pause It", allowed another name than that of steps.pause`,
    ],
    [
      'a name that would end an expression',
      ['name: Resume\n', `name: 'Resume" & $x & "'\n`],
      `${FILE}.steps.resume.name: found "Resume\\" & $x & \\"", allowed a short sentence`,
    ],
    [
      'the id of another one',
      ['unpause:', 'resume:'],
      `${FILE}.steps.resume: found "resume", allowed another name than that of steps.pause.compensation.resume`,
    ],
    [
      'an id that hides a function of JSONata',
      ['    note:\n', '    string:\n'],
      `${FILE}.steps.string: found the name "string", allowed a name of its own`,
    ],
  ])('is refused for %s', (_, [from = '', to = ''], problem) => {
    const problems = withChange(from, to);

    expect(problems.filter((line) => line.startsWith(problem))).toHaveLength(1);
  });

  it('that finds nothing to do is refused after a change, which a good end would hide', () => {
    const check = `      no_compensation: It is a note
    again:
      name: Verify it again
      action: training.verify_runaway
      inputs:
        run_id: a
      timeout: 30s
      on_unmet: end
`;

    expect(withChange('      no_compensation: It is a note\n', check)).toEqual([
      `${FILE}.steps.again.on_unmet: found "end", allowed fail: pause has changed something by then, which a good end would hide`,
    ]);
  });

  it('is there', () => {
    const problems = problemsOfRunbook(
      SAMPLE_YAML.replace(/ {2}steps:\n[^]*? {2}manual/, '  steps: {}\n  manual'),
    );

    expect(problems).toContain(`${FILE}.steps: found an empty map, allowed at least one step`);
  });
});

describe('the automation', () => {
  it('is semi_automatic where a person approves something', () => {
    expect(withChange('semi_automatic', 'automatic')).toEqual([
      `${FILE}.automation: found "automatic", allowed semi_automatic: a step is approved by a person`,
    ]);
  });

  it('is automatic where nobody does', () => {
    expect(withChange('      approval: true\n', '')).toEqual([
      `${FILE}.automation: found "semi_automatic", allowed automatic: no step is approved by a person`,
    ]);
  });
});

describe('a compensation', () => {
  it('is missing where a later failure can follow a change', () => {
    const problems = withChange('      no_compensation: It is what was wanted\n', '');

    expect(problems).toEqual([
      `${FILE}.steps.resume.compensation: found nothing, allowed the steps that take it back, or no_compensation with the reason`,
    ]);
  });

  it('that no failure leads to is refused: it would never be reached', () => {
    const last = `timeout: 60s
      on_failure: continue
      compensation:
        back:
          name: Back
          action: incident.note
          inputs: { text: back }
          timeout: 30s
`;

    expect(withChange('timeout: 60s\n      no_compensation: It is what was wanted\n', last)).toEqual([
      `${FILE}.steps.resume.compensation.back: found a step that is never reached, allowed none: neither this step nor a later one stops the runbook`,
    ]);
  });

  it('has no reason beside it why there is none', () => {
    const problems = withChange(
      '      compensation:\n        unpause',
      '      no_compensation: No\n      compensation:\n        unpause',
    );

    expect(problems).toEqual([
      `${FILE}.steps.pause.no_compensation: found a reason, allowed nothing beside a compensation`,
    ]);
  });

  it('of what changes nothing is refused', () => {
    const problems = withChange(
      '      timeout: 30s\n    roll_back',
      '      timeout: 30s\n      compensation:\n        lose:\n          name: Lose it\n          action: incident.note\n          inputs: { text: lost }\n          timeout: 30s\n    roll_back',
    );

    expect(problems).toEqual([
      `${FILE}.steps.find.compensation: found steps, allowed none: training.find_stable changes nothing`,
    ]);
  });
});

describe('a trigger', () => {
  it.each([
    ['too little', ['      input:\n        thing_id: first\n', '      input: {}\n'], 'no inputs'],
    ['too much', ['thing_id: first', 'thing_id: first\n        more: 1'], 'the inputs thing_id, more'],
    [
      'a marked run',
      ['      input:\n        thing_id: first\n', '      for_each: marked_run\n'],
      'the inputs run_id',
    ],
  ])('gives what a person would: not %s', (_, [from = '', to = ''], found) => {
    expect(withChange(from, to)).toEqual([
      `${FILE}.triggers.RewardRunaway: found ${found}, allowed the inputs thing_id`,
    ]);
  });

  it('locks what its inputs name', () => {
    expect(withChange('thing#{thing_id}', 'thing#{run_id}')).toEqual([
      `${FILE}.resource: found "{run_id}", allowed the inputs thing_id`,
    ]);
  });
});

describe('an incident that resolves by itself', () => {
  const VERIFIED = SAMPLE_YAML.replace(
    'description: Something of a sample\n',
    'description: Something of a sample\n    resolve: when_verified\n',
  );
  const lookAgain = (onUnmet: string) => `    again:
      name: Verify it again
      action: training.verify_runaway
      inputs:
        run_id: a
      timeout: 30s
      on_unmet: ${onUnmet}
  manual_recovery`;

  it('asks for a step after the last change that shows whether it has helped', () => {
    expect(problemsOfRunbook(VERIFIED)).toEqual([
      `${FILE}.incident.resolve: found "when_verified", allowed by_person, or a step after the last change that stops the runbook when it has not helped`,
    ]);
  });

  it('is content with a check that fails the runbook', () => {
    expect(problemsOfRunbook(VERIFIED.replace('  manual_recovery', lookAgain('fail')))).toEqual([]);
  });
});
