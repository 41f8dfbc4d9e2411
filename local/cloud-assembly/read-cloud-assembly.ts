import { join } from 'node:path';
import * as v from 'valibot';
import { readAssets } from './assets.ts';
import type { CloudAssembly } from './cloud-assembly.ts';
import { CloudAssemblyError, locating } from './cloud-assembly-error.ts';
import { findStack, readJson } from './manifest.ts';
import { resolveStack } from './resolve-stack.ts';
import type { Environment, Resource } from './resource.ts';
import { parseTemplate } from './template.ts';

export interface CloudAssemblyOptions {
  readonly assemblyDir: string;
  /** The only stack of the assembly when absent. */
  readonly stackName?: string;
  readonly environment: Environment;
  /** Where the HTTP API and the AWS services of this stack are served: URLs in the template are made of them. */
  readonly apiUrl: string;
  readonly awsUrl: string;
  /** Values of template parameters, by logical id. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The value of an SSM parameter that exists before the stack does. */
  readonly lookupParameter?: (name: string) => string | undefined;
}

/** Reads one stack of a cloud assembly (`app.synth()`). Throws CloudAssemblyError. */
export function readCloudAssembly(options: CloudAssemblyOptions): CloudAssembly {
  const { assemblyDir, environment, apiUrl, awsUrl } = options;
  const { stackName, templateFile, assetManifests } = findStack(assemblyDir, options.stackName);
  const assetPathOf = readAssets(assemblyDir, assetManifests);
  const place = { stackName, environment, apiUrl, awsUrl, pseudo: pseudoParameters(stackName, environment) };
  const sources = {
    given: options.parameters ?? {},
    lookup: (name: string) => options.lookupParameter?.(name),
  };
  const { resources, outputs } = locating(templateFile, () =>
    resolveStack(parseTemplate(readJson(v.unknown(), join(assemblyDir, templateFile))), place, sources),
  );
  const functions = new Map(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map((resource) => [resource.logicalId, resource] as const),
  );
  return {
    stackName,
    resources,
    outputs,
    assetPathOf,
    codeFolderOf: (functionLogicalId) => {
      const resource = functions.get(functionLogicalId);
      if (!resource) throw new CloudAssemblyError(`the template has no function ${functionLogicalId}`);
      return assetPathOf(codeKeyOf(resource));
    },
  };
}

const codeSchema = v.object({ S3Key: v.string() });

function codeKeyOf({ logicalId, properties }: Resource): string {
  const code = v.safeParse(codeSchema, properties['Code']);
  if (code.success) return code.output.S3Key;
  throw new CloudAssemblyError(
    `function ${logicalId} has no code asset (inline code and container images are not supported)`,
  );
}

function pseudoParameters(stackName: string, { account, region }: Environment): Record<string, unknown> {
  return {
    'AWS::AccountId': account,
    'AWS::NoValue': undefined,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
}
