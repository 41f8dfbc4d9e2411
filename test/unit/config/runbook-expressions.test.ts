import { problemsOfRunbook, SAMPLE_YAML } from '../../support/runbooks/sample.ts';

/** Problems of the sample with another expression in the note after the rollback. */
function problemsWith(expression: string): readonly string[] {
  const text = SAMPLE_YAML.replace(
    /text: '\{% "Went back[^\n]*\n/,
    `text: '{% ${expression.replaceAll("'", "''")} %}'\n`,
  );
  return problemsOfRunbook(text).map((problem) =>
    problem.replace('runbooks/sample.yaml: sample.steps.note.inputs.text: ', ''),
  );
}

describe('an expression', () => {
  it.each([
    '$execution.input.thing_id',
    '$execution.trigger.by & $execution.resource',
    '$string($find.step + $pause.step)',
    '($step := $find.step; $step - 1)',
    '$map([1, 2], function($each) { $each + $find.step })',
    '$find.step > 3 ? "far" : "near"',
    '$join($map([$find, $pause], function($found) { $string($found.step) }), ", ")',
    '$find ~> $string()',
  ])('may read what is there by then: %s', (expression) => {
    expect(problemsWith(expression)).toEqual([]);
  });

  it.each([
    ['$resume.lr_multiplier', '$resume (a step that is not done by then, may have failed or been skipped)'],
    ['$note', '$note (a step that is not done by then, may have failed or been skipped)'],
    ['$execution.input.run_id', '$execution.input.run_id'],
    ['$execution.incident_id', '$execution.incident_id'],
    ['$find.sha', '$find.sha'],
    ['$states.context.Task.Token', '$states'],
    ['$unpause', '$unpause'],
    ['$missing(1)', '$missing'],
    ['$eval("1")', '$eval'],
  ])('may not read what is not: %s', (expression, found) => {
    const problems = problemsWith(expression);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(`found ${found}, allowed $`);
  });

  it.each(['$now()', '$millis()', '$random()', '$uuid()', '$shuffle([1, 2])'])(
    'gives the same whenever it is asked: not %s',
    (expression) => {
      expect(problemsWith(expression)[0]).toMatch(/^found \$\w+, allowed what gives the same/);
    },
  );

  it.each(['$find.', '(', '"', ''])('is JSONata: not %j', (expression) => {
    expect(problemsWith(expression)[0]).toMatch(/^found .*\), allowed a JSONata expression$/);
  });

  it('that waits for a step which waits for it is refused: there is no cycle', () => {
    const text = SAMPLE_YAML.replace(
      "before_step: '{% $pause.step %}'",
      "before_step: '{% $roll_back.step %}'",
    );

    const problems = problemsOfRunbook(text);

    expect(problems).toEqual([
      'runbooks/sample.yaml: sample.steps.find.inputs.before_step: found $roll_back (a step that is not done by then, may have failed or been skipped), allowed $execution, $verify, $pause',
    ]);
  });

  it('of a compensation does not read what its own step gives, since that may be what failed', () => {
    const text = SAMPLE_YAML.replace(
      "$string($pause.step) %}'\n          timeout",
      "$string($roll_back.step) %}'\n          timeout",
    );

    expect(problemsOfRunbook(text)).toEqual([
      expect.stringContaining('steps.roll_back.compensation.mark_back.inputs.text: found $roll_back'),
    ]);
  });

  it('is found inside of others', () => {
    expect(problemsWith('{ "a": [$later] }')[0]).toMatch(/^found \$later/);
  });
});
