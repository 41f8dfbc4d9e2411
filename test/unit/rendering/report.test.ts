import { markdownReport } from '../../../lib/rendering/markdown-report.ts';
import { figureText, windowText } from '../../../lib/rendering/figures.ts';
import { terminalChecklist, terminalReport } from '../../../lib/rendering/terminal-report.ts';
import { aReport } from '../../support/observability/a-report.ts';

const [first] = aReport().lines;

describe('the report in a terminal', () => {
  it('has a line for each line, with status, figure and target in columns', () => {
    const lines = terminalReport(aReport()).split('\n');

    expect(lines.slice(0, 6)).toEqual([
      'Report on prod, the last 48 h, run run-1',
      '  pass  New sessions that got fast  59.88 %  58 to 62; 20000 new sessions',
      '  fail  Outcomes that failed         0.75 %  less than 0.5',
      '   –    Hits                              –  more than 70',
      '',
      'Not as it should be: 1 pass, 1 fail, 1 without data',
    ]);
  });

  it('draws the split, a column a span of time, to its full height', () => {
    const text = terminalReport(aReport());

    const start = text.split('\n').findIndex((line) => line.startsWith('Split of new sessions'));
    const columns = text
      .split('\n')
      .slice(start + 1, start + 9)
      .map((line) => line.split('│')[1] ?? '');
    expect(columns.map((row) => row[0]).join('')).toBe('░▒▒█████');
    expect(columns.map((row) => row[1]).join('')).toBe('▒▒▒▒▒▒▒▒');
  });

  it('marks where the run is beside its schedule', () => {
    const text = terminalReport(aReport());

    const rows = text.slice(text.indexOf('Entropy coefficient')).split('\n');
    expect(rows[1]).toBe('      0.02 │·●');
    expect(rows[8]).toBe('     0.005 │  ·');
  });

  it('draws nothing of nothing', () => {
    const text = terminalReport(aReport({ charts: { split: [], entropy: [] } }));

    expect(text).not.toContain('│');
    expect(text.trimEnd().split('\n').at(-1)).toContain('Not as it should be');
  });

  it('says of a checklist the same way that nothing is wrong', () => {
    const lines = first ? [first] : [];

    const text = terminalChecklist({ stage: 'prod', at: 'now', status: 'pass', lines });

    expect(text).toContain('As it should be: 1 pass, 0 fail, 0 without data');
  });
});

describe('the report as a page', () => {
  it('is a table of every line with its source, and the plots below it', () => {
    const rows = markdownReport(aReport(), ['split.svg']).split('\n');

    expect(rows).toContain(
      '| **fail** | Outcomes that failed | 0.75 % | less than 0.5 |  | CloudWatch, Outcomes |',
    );
    expect(rows).toContain('![split](split.svg)');
  });

  it('lets no name from outside make a cell, a link or a tag', () => {
    const page = markdownReport(aReport({ run_id: 'a|b[x](http://evil)<b>\n# c' }), []);

    expect(page).toContain(String.raw`Run a\|b\[x\](http://evil)\<b\> # c.`);
    expect(page.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(1);
  });
});

describe('a figure', () => {
  it.each([
    [59.876543, '%', '59.88 %'],
    [0.005, '', '0.005'],
    [10_000, 'steps', '10000 steps'],
    [0, '', '0'],
    [null, '%', '–'],
    [123_456.789, 's', '123457 s'],
  ])('%p in %j is %j', (figure, unit, text) => {
    expect(figureText({ figure, unit })).toBe(text);
  });

  it.each([
    [172_800, '48 h'],
    [600, '10 min'],
    [90, '90 s'],
  ])('of %i seconds is %s', (seconds, text) => {
    expect(windowText(seconds)).toBe(text);
  });
});
