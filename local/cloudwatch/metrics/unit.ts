const RATES = [
  'Bytes',
  'Kilobytes',
  'Megabytes',
  'Gigabytes',
  'Terabytes',
  'Bits',
  'Kilobits',
  'Megabits',
  'Gigabits',
  'Terabits',
  'Count',
] as const;

type Rate = (typeof RATES)[number];

/** The units CloudWatch knows. It never converts between them: data of different units are apart. */
export const STANDARD_UNITS = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'Percent',
  ...RATES,
  ...RATES.map((unit): `${Rate}/Second` => `${unit}/Second`),
  'None',
] as const;

export type StandardUnit = (typeof STANDARD_UNITS)[number];
