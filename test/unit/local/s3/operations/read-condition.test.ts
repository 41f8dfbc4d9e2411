import { isWanted, readConditions } from '../../../../../local/s3/operations/read-condition.ts';
import { anObject } from '../store/an-object.ts';

const record = anObject({ etag: 'aaa', lastModified: Date.UTC(2026, 0, 10) });
const wanted = (headers: Record<string, string>): boolean =>
  isWanted(record, readConditions(new Map(Object.entries(headers))));

describe('isWanted', () => {
  it.each([
    [{ 'if-none-match': '"bbb", "aaa"' }, false],
    [{ 'if-none-match': 'W/"aaa"' }, false],
    [{ 'if-none-match': '*' }, false],
    [{ 'if-none-match': '"bbb"' }, true],
    [{ 'if-none-match': '"bbb"', 'if-modified-since': 'Sun, 11 Jan 2026 00:00:00 GMT' }, true],
    [{ 'if-modified-since': 'Sat, 10 Jan 2026 00:00:00 GMT' }, false],
    [{ 'if-modified-since': 'yesterday' }, true],
    [{ 'if-match': 'aaa' }, true],
    [{ 'if-match': '*' }, true],
    [{}, true],
  ])('%j: %s', (headers, outcome) => {
    expect(wanted(headers)).toBe(outcome);
  });
});
