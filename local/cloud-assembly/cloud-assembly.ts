import type { Resource } from './resource.ts';

/** One stack of a synthesized app, ready to be provisioned: nothing in it refers to anything any more. */
export interface CloudAssembly {
  readonly stackName: string;
  readonly resources: readonly Resource[];
  /** Template outputs by their logical id. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The folder that holds the code of an AWS::Lambda::Function. */
  codeFolderOf(functionLogicalId: string): string;
  /** The file or folder behind an asset's object key (state machine definitions, layers). */
  assetPathOf(objectKey: string): string;
}
