import type { Histogram } from '../shared/histogram.ts';

/** Of "Exposition formats", version 0.0.4, which every Prometheus reads. */
export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

export type Labels = Readonly<Record<string, string>>;

/** All series of one name. */
export type Family = { readonly name: string; readonly help: string } & (
  | { readonly type: 'counter' | 'gauge'; readonly samples: readonly Sample[] }
  | { readonly type: 'histogram'; readonly samples: readonly HistogramSample[] }
);

export interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

export interface HistogramSample {
  readonly labels?: Labels;
  readonly value: Histogram;
}

/** A family without series is left out: that nothing is known is said by silence. */
export function prometheusText(families: readonly Family[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map((family) => `${headOf(family)}${linesOf(family).join('')}`)
    .join('');
}

function headOf({ name, help, type }: Family): string {
  return `# HELP ${name} ${help.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`)}\n# TYPE ${name} ${type}\n`;
}

function linesOf(family: Family): readonly string[] {
  if (family.type === 'histogram')
    return family.samples.flatMap((sample) => histogramLines(family.name, sample));
  return family.samples.map(({ labels, value }) => line(family.name, labels, value));
}

/** Prometheus counts every bucket together with the ones below it. */
function histogramLines(name: string, { labels = {}, value }: HistogramSample): readonly string[] {
  let below = 0;
  const buckets = value.counts.map((count, index) => {
    below += count;
    return line(`${name}_bucket`, { ...labels, le: numberText(value.bounds[index] ?? Infinity) }, below);
  });
  return [...buckets, line(`${name}_sum`, labels, value.sum), line(`${name}_count`, labels, below)];
}

function line(name: string, labels: Labels = {}, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${numberText(value)}\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
}

function numberText(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
