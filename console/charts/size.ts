/** Of a chart, in its own units. */
export const WIDTH = 560;
export const HEIGHT = 190;

export const PLOT = { left: 52, right: 552, top: 14, bottom: 164 } as const;
