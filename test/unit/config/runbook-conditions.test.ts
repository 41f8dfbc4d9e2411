import { problemsOfRunbook, SAMPLE_YAML } from '../../support/runbooks/sample.ts';

const FILE = 'runbooks/sample.yaml: sample';

describe('a step with a condition', () => {
  it('is taken where it is a change that nothing takes back', () => {
    const text = SAMPLE_YAML.replace('name: Resume\n', "name: Resume\n      when: '{% $find.step > 3 %}'\n");

    expect(problemsOfRunbook(text)).toEqual([]);
  });

  it.each([
    [
      'a condition that is no expression',
      ['name: Resume\n', 'name: Resume\n      when: $pause.step > 3\n'],
      `${FILE}.steps.resume.when: found "$pause.step > 3", allowed a JSONata expression between {% and %}`,
    ],
    [
      'a condition that reads what is not there',
      ['name: Resume\n', "name: Resume\n      when: '{% $resume.step > 3 %}'\n"],
      `${FILE}.steps.resume.when: found $resume (a step that is not done by then`,
    ],
    [
      'a condition of something that changes nothing',
      ['name: Find where', "when: '{% true %}'\n      name: Find where"],
      `${FILE}.steps.find.when: found "{% true %}", allowed nothing: training.find_stable changes nothing`,
    ],
    [
      'a condition beside a compensation, which would take back what has not begun',
      ['name: Pause it', "when: '{% true %}'\n      name: Pause it"],
      `${FILE}.steps.pause.when: found "{% true %}", allowed nothing beside a compensation`,
    ],
    [
      'reading what a step gives that may be passed over',
      ['name: Pause it', "when: '{% true %}'\n      name: Pause it"],
      `${FILE}.steps.find.inputs.before_step: found $pause (a step that is not done by then`,
    ],
  ])('is refused for %s', (_, [from = '', to = ''], problem) => {
    const problems = problemsOfRunbook(SAMPLE_YAML.replace(from, to));

    expect(problems.filter((line) => line.startsWith(problem))).toHaveLength(1);
  });
});
