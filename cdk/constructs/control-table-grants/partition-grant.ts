import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/**
 * Gives a function the named actions on partitions of the control table, or on all of one prefix (`x#*`). Keys of one
 * transaction are held against one statement for each action: partitions that are written together stand in one list.
 */
export type PartitionGrant = (
  fn: LambdaFunction,
  partitions: readonly string[],
  actions: readonly string[],
) => void;
