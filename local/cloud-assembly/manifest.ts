import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CloudAssemblyError } from './cloud-assembly-error.ts';

/** Cloud Assembly Specification: artifacts of `manifest.json`; the CDK writes many more kinds than are read here. */
const manifestSchema = v.object({
  artifacts: v.record(
    v.string(),
    v.object({
      type: v.string(),
      properties: v.optional(
        v.object({
          templateFile: v.optional(v.string()),
          stackName: v.optional(v.string()),
          file: v.optional(v.string()),
        }),
      ),
      dependencies: v.optional(v.array(v.string())),
    }),
  ),
});

export interface StackArtifact {
  readonly stackName: string;
  readonly templateFile: string;
  /** Asset manifests this stack depends on; usually one. */
  readonly assetManifests: readonly string[];
}

/** The stack called `wanted`, or the only one there is. */
export function findStack(assemblyDir: string, wanted?: string): StackArtifact {
  const { artifacts } = readJson(manifestSchema, join(assemblyDir, 'manifest.json'));
  const stacks = Object.entries(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { properties, dependencies = [] }]) => ({
      stackName: properties?.stackName ?? id,
      templateFile: properties?.templateFile ?? `${id}.template.json`,
      assetManifests: dependencies
        .map((dependency) => artifacts[dependency])
        .filter((artifact) => artifact?.type === 'cdk:asset-manifest')
        .flatMap((artifact) => artifact?.properties?.file ?? []),
    }));
  const candidates = wanted === undefined ? stacks : stacks.filter(({ stackName }) => stackName === wanted);
  const [stack] = candidates;
  if (stack && candidates.length === 1) return stack;
  const names = stacks.map(({ stackName }) => stackName).join(', ') || 'none';
  const request = wanted === undefined ? 'exactly one stack' : `a stack ${wanted}`;
  throw new CloudAssemblyError(
    `${assemblyDir} should hold ${request}; it holds: ${names} (nested assemblies are not read)`,
  );
}

/** Reads a JSON file and checks it; a file that is missing or of another shape is named in the error. */
export function readJson<S extends v.GenericSchema>(schema: S, file: string): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const reason = Error.isError(cause) ? cause.message : String(cause);
    throw new CloudAssemblyError(`${file} could not be read: ${reason}`, { cause });
  }
}
