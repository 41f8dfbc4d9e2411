import { createHash } from 'node:crypto';

/** A resource as its type's naming rules see it. */
export interface NamedResource {
  readonly logicalId: string;
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** Where the HTTP APIs and the AWS services of this stack are served. */
  readonly apiUrl: string;
  readonly awsUrl: string;
  readonly name: string;
  /** A property's text, its intrinsics resolved; undefined when it is not set. */
  property(key: string): string | undefined;
}

/** What CloudFormation gives for a resource of one type: its name, its `Ref` and its attributes. */
export interface ResourceType {
  /** The property that sets the name. */
  readonly nameProperty?: string;
  /** The name when the property is not set. */
  readonly generate?: (resource: Omit<NamedResource, 'name'>) => string;
  /** `Ref`; the name when absent. */
  readonly ref?: (resource: NamedResource) => string;
  readonly attributes?: Readonly<Record<string, (resource: NamedResource) => string>>;
}

/** An id of the kind AWS draws at random, but the same at every start. */
export function stableId(seed: string, alphabet: string, length: number): string {
  const digest = createHash('sha512').update(seed).digest();
  return Array.from({ length }, (_, index) => alphabet[(digest[index] ?? 0) % alphabet.length]).join('');
}

/** CloudFormation's `<stack>-<logical id>-<random>` without the random part, cut to what the service takes. */
export function generatedName(
  resource: { readonly stackName: string; readonly logicalId: string },
  maximumLength: number,
): string {
  const name = `${resource.stackName}-${resource.logicalId}`;
  if (name.length <= maximumLength) return name;
  const suffix = stableId(name, '0123456789abcdef', 8);
  return `${name.slice(0, maximumLength - suffix.length - 1)}-${suffix}`;
}
