import { CloudAssemblyError } from './cloud-assembly-error.ts';
import { createConditions } from './conditions.ts';
import type { References } from './scope.ts';
import { createNames, type Names, type Place } from './names.ts';
import { parameterValue, type ParameterSources } from './parameters.ts';
import { createResolver, type Resolve } from './resolver.ts';
import type { Template } from './template.ts';

/** Everything an expression of one template can see. */
export interface StackScope {
  readonly resolve: Resolve;
  readonly names: Names;
  /** True when there is no condition, or when it holds. */
  readonly holds: (condition: string | undefined) => boolean;
}

export interface ScopeOptions {
  readonly template: Template;
  readonly place: Place;
  readonly sources: ParameterSources;
  /** Told of each reference to a resource. */
  readonly onReference: (logicalId: string) => void;
}

export function createStackScope(options: ScopeOptions): StackScope {
  const { template, place, sources, onReference } = options;

  const toResource = (logicalId: string, value: string): string => {
    const condition = template.Resources[logicalId]?.Condition;
    if (!holds(condition)) {
      throw new CloudAssemblyError(`${logicalId} is not created: condition ${condition ?? ''} is false`);
    }
    onReference(logicalId);
    return value;
  };
  const references: References = {
    ref: (id) => {
      if (Object.hasOwn(place.pseudo, id)) return place.pseudo[id];
      const declaration = Object.hasOwn(template.Parameters, id) ? template.Parameters[id] : undefined;
      if (declaration) return parameterValue(id, declaration, sources);
      return toResource(id, names.ref(id));
    },
    attribute: (id, attribute) => toResource(id, names.attribute(id, attribute)),
    condition: (name) => holds(name),
    mapping: (map, topKey, secondKey) => {
      const found = template.Mappings[map]?.[topKey]?.[secondKey];
      if (found !== undefined) return found;
      throw new CloudAssemblyError(`the template has no mapping ${map}.${topKey}.${secondKey}`);
    },
  };
  const resolve = createResolver(references, (name) => sources.lookup(name));
  const names = createNames(template, place, resolve);
  const conditionHolds = createConditions(template.Conditions, resolve);
  const holds = (condition: string | undefined): boolean =>
    condition === undefined || conditionHolds(condition);
  return { resolve, names, holds };
}
