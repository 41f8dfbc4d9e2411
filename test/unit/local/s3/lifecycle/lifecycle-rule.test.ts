import { dueAt, objectExpiry, uploadExpiry } from '../../../../../local/s3/lifecycle/lifecycle-rule.ts';

const at = (text: string): number => Date.parse(text);

describe('dueAt', () => {
  it.each([
    // The example of the documentation, "Specifying a time period".
    ['2014-01-15T10:30:00Z', 3, '2014-01-19T00:00:00Z'],
    ['2026-01-01T00:00:00Z', 1, '2026-01-02T00:00:00Z'],
    ['2026-01-01T23:59:59Z', 1, '2026-01-03T00:00:00Z'],
  ])('rounds %s and %d days up to %s', (since, days, due) => {
    expect(dueAt(at(since), days)).toBe(at(due));
  });
});

describe('an expiry', () => {
  const rules = [
    { id: 'slow', prefix: '', expirationInDays: 30, abortUploadsAfterDays: 7 },
    { id: 'fast', prefix: 'tmp/', expirationInDays: 1 },
    { id: 'fixed', prefix: 'tmp/', expirationAt: at('2026-01-03T00:00:00Z') },
  ];
  const now = at('2026-01-01T12:00:00Z');

  it('is the earliest of all rules for the key', () => {
    expect(objectExpiry(rules, { key: 'tmp/a', lastModified: now })).toEqual({
      ruleId: 'fast',
      at: at('2026-01-03T00:00:00Z'),
    });
    expect(objectExpiry(rules, { key: 'a', lastModified: now })?.ruleId).toBe('slow');
  });

  it('of an upload goes by the rules that speak of uploads', () => {
    expect(uploadExpiry(rules, { key: 'tmp/a', initiatedAt: now })).toEqual({
      ruleId: 'slow',
      at: at('2026-01-09T00:00:00Z'),
    });
    expect(uploadExpiry(rules.slice(1), { key: 'tmp/a', initiatedAt: now })).toBeUndefined();
  });
});
