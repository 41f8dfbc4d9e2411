import fc from 'fast-check';
import { entropyPlot, splitPlot } from '../../../lib/rendering/svg-plots.ts';
import { aReport } from '../../support/observability/a-report.ts';

const { charts } = aReport();

/** Numbers of all lines and bars. */
const coordinatesIn = (svg: string) =>
  [...svg.matchAll(/ (?:points|d)="([^"]*)"/g)].flatMap(([, points = '']) =>
    [...points.matchAll(/-?[\d.e-]+/g)].map(Number),
  );

/** From where to where each bar of a colour reaches, left to right. */
const barsIn = (svg: string, fill: string) => {
  const [, path = ''] = new RegExp(`<path d="([^"]*)" fill="${fill}"`).exec(svg) ?? [];
  return [...path.matchAll(/M([\d.]+) [\d.]+V[\d.]+H([\d.]+)V/g)].map(([, from, to]) => [
    Number(from),
    Number(to),
  ]);
};

describe('the plots', () => {
  it('leave room for hours in which nobody came', () => {
    const svg = splitPlot(
      [0, 1, 9].map((hour) => ({ at: `2026-01-31T0${hour}:00:00.000Z`, modes: { fast: 100 } })),
    );

    expect(barsIn(svg, '#0072b2')).toEqual([
      [70, 133],
      [133, 196],
      [637, 700],
    ]);
  });

  it('show a single span of time, too', () => {
    expect(barsIn(splitPlot(charts.split.slice(0, 1)), '#0072b2')).toEqual([[70, 700]]);
  });

  it('have bars for each mode, and its name', () => {
    const svg = splitPlot(charts.split);

    expect(svg.match(/<path d="M[^"]*" fill="#/g)).toHaveLength(3);
    for (const mode of ['fast', 'balanced', 'creative']) expect(svg).toContain(`>${mode}</text>`);
  });

  it('have the schedule, and one dot where the run is', () => {
    const svg = entropyPlot(charts.entropy);

    expect(svg.match(/<polyline points="[^"]* [^"]* [^"]*"/g)).toHaveLength(1);
    expect(svg.match(/<circle /g)).toHaveLength(1);
  });

  it('are well-formed and within their frame, whatever is drawn', () => {
    const share = fc.double({ min: 0, max: 100, noNaN: true });
    const split = fc.array(
      fc.record({
        at: fc.constant('2026-01-31T12:00:00.000Z'),
        modes: fc.record({ fast: share }).map(({ fast }) => ({ fast, slow: 100 - fast })),
      }),
    );
    const entropy = fc.array(
      fc.record({
        step: fc.nat(1e6),
        scheduled: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(split, entropy, (splits, entropies) => {
        for (const svg of [splitPlot(splits), entropyPlot(entropies)]) {
          expect(svg).toMatch(/^<svg [^>]*>\n[^]*<\/svg>\n$/);
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
          for (const value of coordinatesIn(svg).filter((one) => one !== 0)) {
            expect(value).toBeGreaterThanOrEqual(39.9);
            expect(value).toBeLessThanOrEqual(700.1);
          }
        }
      }),
    );
  });
});
