import { describe, expect, it } from '@jest/globals';
import { createFilter } from '../../../../local/logs/filter-pattern.ts';

describe('a filter pattern', () => {
  it.each([
    [undefined, 'anything', true],
    ['', 'anything', true],
    ['ERROR', 'an ERROR occurred', true],
    ['ERROR', 'an error occurred', false],
    ['ERROR table', 'table: ERROR', true],
    ['ERROR table', 'ERROR', false],
    ['"two words"', 'it has two words', true],
    ['"two words"', 'words two', false],
    ['"a \\"quote\\""', 'a "quote"', true],
    ['ERROR -retry', 'ERROR retry', false],
    ['ERROR -retry', 'ERROR', true],
    ['?a ?b', 'xbx', true],
    ['?a ?b', 'xyz', false],
  ])('%j on %j: %s', (pattern, message, expected) => {
    expect(createFilter(pattern)(message)).toBe(expected);
  });

  it.each(['{ $.level = "ERROR" }', '[ip, user]', '%[0-9]%'])(
    'is refused when it is more than terms: %s',
    (pattern) => {
      expect(() => createFilter(pattern)).toThrow('Only patterns of plain terms are supported here');
    },
  );
});
