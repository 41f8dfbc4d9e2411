import type { TargetOperation } from '../contracts/target-operation.ts';
import type { OperationName } from '../contracts/target-names.ts';

const WORDS: Readonly<Record<OperationName, string>> = {
  scale: 'scale',
  restart: 'restart it',
  reset_pool: 'reset its connection pool',
  enable_read_replica: 'send reads to its replica',
  bypass_cache: 'send requests past it',
  end_bypass: 'send requests through it again',
  warm_cache: 'fill it with what is asked for most',
};

/** @param from ` from 4`, when it is known */
export function inWords(operation: TargetOperation, from = ''): string {
  if (operation.name !== 'scale') return WORDS[operation.name];
  return `${WORDS.scale}${from} to ${operation.replicas} replicas`;
}

export function wayByHand(target: string, operation: TargetOperation): string {
  if (operation.name === 'scale')
    return `a person has to ${WORDS.scale} ${target} to ${operation.replicas} replicas`;
  return `a person has to ${inWords(operation)
    .replace(/\bit\b/, target)
    .replace(/\bits\b/, `${target}'s`)}`;
}
