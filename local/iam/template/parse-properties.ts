import * as v from 'valibot';
import type { Resource } from '../../cloud-assembly/resource.ts';

/** The resource's properties as the schema has them. Throws one sentence that names resource and property. */
export function parseProperties<S extends v.GenericSchema>(schema: S, resource: Resource): v.InferOutput<S> {
  const result = v.safeParse(schema, resource.properties);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? '(properties)'}: ${issue.message}`);
  throw new Error(
    `${resource.type} ${resource.logicalId} is not supported as it stands: ${problems.join('; ')}`,
  );
}

export const ofType = (resources: readonly Resource[], type: string): readonly Resource[] =>
  resources.filter((resource) => resource.type === type);

/** Refuses every type of a service (`AWS::IAM::`) but those named. */
export function refuseOtherTypes(
  resources: readonly Resource[],
  prefix: string,
  supported: readonly string[],
): void {
  const other = resources.find(({ type }) => type.startsWith(prefix) && !supported.includes(type));
  if (!other) return;
  const known = supported.join(', ');
  throw new Error(`${other.type} ${other.logicalId} is not supported; of ${prefix}* these are: ${known}`);
}
