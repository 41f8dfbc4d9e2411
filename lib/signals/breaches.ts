import type { SignalDefinition } from '../contracts/signal-definitions.ts';

export function breaches(
  { comparison, threshold }: Pick<SignalDefinition, 'comparison' | 'threshold'>,
  value: number,
): boolean {
  switch (comparison) {
    case 'above':
      return value > threshold;
    case 'at_least':
      return value >= threshold;
    case 'at_most':
      return value <= threshold;
  }
}
