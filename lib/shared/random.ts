/** Where chance comes from: a number in [0, 1). */
export type RandomSource = () => number;

export const systemRandom: RandomSource = () => Math.random();
