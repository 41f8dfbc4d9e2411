import { textOf } from './arguments.ts';
import { CloudAssemblyError } from './cloud-assembly-error.ts';
import type { Resolve } from './resolver.ts';
import type { Environment } from './resource.ts';
import { generatedName, type NamedResource, type ResourceType } from './resource-type.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import type { Template } from './template.ts';

/** Where and as what a stack runs: what its ARNs, URLs and pseudo parameters are made of. */
export interface Place {
  readonly stackName: string;
  readonly environment: Environment;
  readonly apiUrl: string;
  readonly awsUrl: string;
  readonly pseudo: Readonly<Record<string, unknown>>;
}

/** What `Ref` and `Fn::GetAtt` give for the resources of a template. */
export interface Names {
  ref(logicalId: string): string;
  attribute(logicalId: string, attribute: string): string;
}

export function createNames(template: Template, place: Place, resolve: Resolve): Names {
  const guarded = createCycleGuard();
  const find = (logicalId: string): Found => findResource(logicalId, { template, place, resolve });
  return {
    ref: (logicalId) =>
      guarded(logicalId, () => {
        const { type, resource } = find(logicalId);
        return type.ref?.(resource) ?? resource.name;
      }),
    attribute: (logicalId, attribute) =>
      guarded(logicalId, () => {
        const { type, typeName, resource } = find(logicalId);
        const known = type.attributes ?? {};
        const give = Object.hasOwn(known, attribute) ? known[attribute] : undefined;
        if (give) return give(resource);
        const list = Object.keys(known).join(', ') || 'none';
        throw new CloudAssemblyError(`${typeName} has no attribute ${attribute} here; it has: ${list}`);
      }),
  };
}

interface Found {
  readonly type: ResourceType;
  readonly typeName: string;
  readonly resource: NamedResource;
}

interface Source {
  readonly template: Template;
  readonly place: Place;
  readonly resolve: Resolve;
}

function findResource(logicalId: string, { template, place, resolve }: Source): Found {
  const declaration = Object.hasOwn(template.Resources, logicalId)
    ? template.Resources[logicalId]
    : undefined;
  if (!declaration) throw new CloudAssemblyError(`the template has no resource or parameter ${logicalId}`);
  const typeName = declaration.Type;
  const type = Object.hasOwn(RESOURCE_TYPES, typeName) ? RESOURCE_TYPES[typeName] : undefined;
  if (!type) {
    throw new CloudAssemblyError(`resources of type ${typeName} cannot be run locally (${logicalId})`);
  }
  const property = (key: string): string | undefined => {
    const value = resolve(declaration.Properties[key]);
    return value === undefined ? undefined : textOf(value);
  };
  const unnamed = { logicalId, ...place.environment, ...place, property };
  const given = type.nameProperty === undefined ? undefined : property(type.nameProperty);
  const name = given ?? type.generate?.(unnamed) ?? generatedName(unnamed, 255);
  return { type, typeName, resource: { ...unnamed, name } };
}

/** A name may be made of another resource's name, and that one of this one's. */
function createCycleGuard(): <T>(logicalId: string, give: () => T) => T {
  const open = new Set<string>();
  return (logicalId, give) => {
    if (open.has(logicalId)) {
      const cycle = [...open, logicalId].join(' -> ');
      throw new CloudAssemblyError(`circular dependency between resources: ${cycle}`);
    }
    open.add(logicalId);
    try {
      return give();
    } finally {
      open.delete(logicalId);
    }
  };
}
