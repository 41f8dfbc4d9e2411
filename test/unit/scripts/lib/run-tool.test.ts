import { jest } from '@jest/globals';
import { runAll } from '../../../../scripts/lib/run-tool.ts';

describe('tools that run side by side', () => {
  it('answer in the order they were named, and show each output whole', async () => {
    const shown: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      shown.push(String(chunk));
      return true;
    });

    const results = await runAll([
      { name: 'prettier', args: ['--no-such-option'] },
      { name: 'prettier', args: ['--version'] },
      { name: 'prettier', args: ['--check', 'no-such-file.ts'] },
    ]).finally(() => {
      write.mockRestore();
    });

    expect(results.map(({ name, ok }) => [name, ok])).toEqual([
      ['prettier', false],
      ['prettier', true],
      ['prettier', false],
    ]);
    expect(shown).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
        expect.stringContaining('no-such-file.ts'),
      ]),
    );
  });
});
