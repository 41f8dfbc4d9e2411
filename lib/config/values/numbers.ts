import * as v from 'valibot';

/** YAML can say `.inf` and `.nan`; no setting may. */
export const finite = v.pipe(v.number(), v.finite(), v.description('a finite number'));

export function numberAbove(limit: number) {
  return v.pipe(v.number(), v.finite(), v.gtValue(limit), v.description(`a finite number above ${limit}`));
}

export const positive = numberAbove(0);

export const nonNegative = v.pipe(
  v.number(),
  v.finite(),
  v.minValue(0),
  v.description('a finite number of at least 0'),
);
