/** Of a chart, in its own units: about as many as the pixels that it is shown on, so that its numbers can be read. */
export const WIDTH = 360;
export const HEIGHT = 150;

export const PLOT = { left: 44, right: 354, top: 12, bottom: 126 } as const;
