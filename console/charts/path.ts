export interface Line {
  readonly steps: readonly number[];
  /** Null where there is no finite value: the line has a gap there. */
  readonly values: readonly (number | null)[];
}

export interface Scales {
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
}

/** The `d` of an SVG path, in tenths of a pixel: finer is not seen, and longer to draw. */
export function pathOf({ steps, values }: Line, { x, y }: Scales): string {
  let path = '';
  let isDrawing = false;
  for (const [index, value] of values.entries()) {
    const step = steps[index];
    if (value === null || step === undefined) {
      isDrawing = false;
      continue;
    }
    path += `${isDrawing ? 'L' : 'M'}${tenths(x(step))} ${tenths(y(value))}`;
    isDrawing = true;
  }
  return path;
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** The index of the step that is nearest. @param steps ascending */
export function nearest(steps: readonly number[], wanted: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  const before = steps[low - 1];
  const after = steps[low];
  return before !== undefined && after !== undefined && wanted - before < after - wanted ? low - 1 : low;
}
