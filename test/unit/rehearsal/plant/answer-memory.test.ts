import { createAnswerMemory } from '../../../../rehearsal/plant/answer-memory.ts';

const DAY = 24 * 3_600_000;

it('an answer is remembered for a day, one that is not final not at all', () => {
  let now = 0;
  let asked = 0;
  const memory = createAnswerMemory<string>(
    () => now,
    (answer) => !answer.startsWith('busy'),
  );
  const ask = (key: string, prefix = 'answer') => memory.once(key, () => `${prefix} ${(asked += 1)}`);

  expect([ask('a'), ask('a'), ask('b', 'busy'), ask('b')]).toEqual([
    'answer 1',
    'answer 1',
    'busy 2',
    'answer 3',
  ]);
  now = DAY - 1;
  expect(ask('a')).toBe('answer 1');
  now = DAY;
  expect([ask('a'), ask('b')]).toEqual(['answer 4', 'answer 5']);
});
