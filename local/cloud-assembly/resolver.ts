import { CloudAssemblyError } from './cloud-assembly-error.ts';
import { intrinsicOf } from './intrinsics.ts';
import type { References } from './scope.ts';

export type Resolve = (value: unknown) => unknown;

/** `{{resolve:ssm:name}}` and `{{resolve:ssm:name:version}}`; the secret kinds are refused. */
const DYNAMIC_REFERENCE = /\{\{resolve:([^:}]+):([^:}]+)(?::[^}]*)?\}\}/g;

/**
 * Replaces every intrinsic function by its value. A value that becomes AWS::NoValue (undefined) is left out
 * of the object or list it stood in.
 */
export function createResolver(
  references: References,
  lookup: (ssmName: string) => string | undefined,
): Resolve {
  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string') return resolveDynamicReferences(value, lookup);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== undefined);
    const intrinsic = intrinsicOf(value);
    if (intrinsic) return resolve(intrinsic({ references, resolve }));
    const entries = Object.entries(value).map(([key, item]) => [key, resolve(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };
  return resolve;
}

function resolveDynamicReferences(text: string, lookup: (ssmName: string) => string | undefined): string {
  return text.replace(DYNAMIC_REFERENCE, (reference, service: string, name: string) => {
    const value = service === 'ssm' ? lookup(name) : undefined;
    if (value !== undefined) return value;
    throw new CloudAssemblyError(
      service === 'ssm'
        ? `the SSM parameter ${name} does not exist`
        : `${reference} is not supported: only ssm is`,
    );
  });
}
