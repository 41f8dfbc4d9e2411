import type { ReportCharts } from '../contracts/answers/reports.ts';
import { modesOf } from './figures.ts';
import { slotsOf } from './slots.ts';

const SIZE = { width: 720, height: 300 } as const;
const PLOT = { left: 70, right: 700, top: 40, bottom: 260 } as const;
/** Of Okabe and Ito: told apart by the colour-blind, too. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442'] as const;

/** Shares of the modes over time, a bar for each span of it: none where nobody was assigned anything. */
export function splitPlot(points: ReportCharts['split']): string {
  const modes = modesOf(points);
  const slots = slotsOf(points);
  const xOf = scale([0, Math.max(1, slots.length)], [PLOT.left, PLOT.right]);
  const yOf = scale([0, 100], [PLOT.bottom, PLOT.top]);
  const bars = modes.map((mode, index) => {
    const below = modes.slice(0, index);
    const path = slots.flatMap((slot, i) => {
      if (slot === undefined) return [];
      const from = below.reduce((sum, one) => sum + (slot.modes[one] ?? 0), 0);
      const [bottom, top] = [yOf(from), yOf(from + (slot.modes[mode] ?? 0))].map(round);
      return [`M${round(xOf(i))} ${bottom}V${top}H${round(xOf(i + 1))}V${bottom}Z`];
    });
    return `<path d="${path.join('')}" fill="${colourOf(index)}" fill-opacity="0.8"/>`;
  });
  return document('Split of new sessions', [
    ...bars,
    ...legend(modes),
    ...frame(['0 %', '100 %'], [points[0]?.at ?? '', points.at(-1)?.at ?? '']),
  ]);
}

/** The schedule of the entropy coefficient, and where the run is on it. */
export function entropyPlot(points: ReportCharts['entropy']): string {
  const steps = points.map(({ step }) => step);
  const values = points.flatMap(({ scheduled, reported = scheduled }) => [scheduled, reported]);
  const most = Math.max(Number.MIN_VALUE, ...values);
  const end = Math.max(1, ...steps);
  const xOf = scale([0, end], [PLOT.left, PLOT.right]);
  const yOf = scale([0, most], [PLOT.bottom, PLOT.top]);
  const line = points.map(({ step, scheduled }) => `${round(xOf(step))},${round(yOf(scheduled))}`);
  const dots = points.flatMap(({ step, reported }) =>
    reported === undefined
      ? []
      : [`<circle cx="${round(xOf(step))}" cy="${round(yOf(reported))}" r="5" fill="${colourOf(5)}"/>`],
  );
  return document('Entropy coefficient: schedule, and the run', [
    `<polyline points="${line.join(' ')}" fill="none" stroke="${colourOf(0)}" stroke-width="2"/>`,
    ...dots,
    ...frame(['0', String(Number(most.toPrecision(3)))], ['step 0', `step ${end}`]),
  ]);
}

function document(title: string, parts: readonly string[]): string {
  const { width, height } = SIZE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text({ x: PLOT.left, y: 22 }, title),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function frame([low, high]: readonly [string, string], [from, to]: readonly [string, string]): string[] {
  const { left, right, top, bottom } = PLOT;
  return [
    `<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="#333"/>`,
    text({ x: left - 8, y: bottom }, low, { anchor: 'end' }),
    text({ x: left - 8, y: top + 5 }, high, { anchor: 'end' }),
    text({ x: left, y: bottom + 20 }, from),
    text({ x: right, y: bottom + 20 }, to, { anchor: 'end' }),
  ];
}

function legend(names: readonly string[]): string[] {
  return names.map((name, index) =>
    text({ x: PLOT.right - 90 * (names.length - 1 - index), y: 22 }, name, {
      anchor: 'end',
      colour: colourOf(index),
    }),
  );
}

function text(
  { x, y }: { readonly x: number; readonly y: number },
  content: string,
  { anchor = 'start', colour = '#333' } = {},
): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}">${escaped(content)}</text>`;
}

function scale([from, to]: readonly [number, number], [low, high]: readonly [number, number]) {
  return (value: number): number => low + ((value - from) / (to - from)) * (high - low);
}

const round = (value: number): number => Math.round(value * 100) / 100;
const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? '#333';
const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
