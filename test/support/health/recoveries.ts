import type { Recovery } from '../../../lib/shared/recovery.ts';

/** Every model has been well for long enough. */
export const allWell: Recovery = { unrecovered: () => Promise.resolve([]) };

/** None has. */
export const noneWell: Recovery = {
  unrecovered: (models) =>
    Promise.resolve(
      models.map((model) => ({
        model,
        healthyChecks: 1,
        needed: 3,
        detail: `${model} had 1 healthy checks in a row, 3 are needed`,
      })),
    ),
};
