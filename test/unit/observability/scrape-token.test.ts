import { namesOneOf } from '../../../lib/observability/scrape-token.ts';

describe('the token of a scrape', () => {
  it.each([
    ['new', 'Bearer new'],
    ['new', 'bearer  new'],
    ['new old', 'Bearer old'],
    ['\nnew\n old\t', 'Bearer new'],
  ])('kept as %j lets %j in', (kept, header) => {
    expect(namesOneOf(kept, header)).toBe(true);
  });

  it.each([
    ['new', undefined],
    ['new', ''],
    ['new', 'new'],
    ['new', 'Basic new'],
    ['new', 'Bearer'],
    ['new', 'Bearer '],
    ['new', 'Bearer ne'],
    ['new', 'Bearer newer'],
    ['new old', 'Bearer new old'],
    ['new', 'Bearer new, Bearer new'],
    ['', 'Bearer '],
    [' \n', 'Bearer x'],
  ])('kept as %j keeps %j out', (kept, header) => {
    expect(namesOneOf(kept, header)).toBe(false);
  });
});
