import { textOf } from './arguments.ts';
import { locating } from './cloud-assembly-error.ts';
import type { Place } from './names.ts';
import { refuseUnknownParameters, type ParameterSources } from './parameters.ts';
import { createReferenceGraph } from './reference-graph.ts';
import type { Resource } from './resource.ts';
import { createStackScope } from './stack-scope.ts';
import type { Template } from './template.ts';

export interface ResolvedStack {
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** Evaluates a whole template. Throws CloudAssemblyError with the place of the first thing it cannot do. */
export function resolveStack(template: Template, place: Place, sources: ParameterSources): ResolvedStack {
  refuseUnknownParameters(template, sources.given);
  const graph = createReferenceGraph();
  let current: string | undefined;
  const onReference = (logicalId: string): void => {
    if (current !== undefined) graph.add(current, logicalId);
  };
  const { resolve, names, holds } = createStackScope({ template, place, sources, onReference });

  const resources = Object.entries(template.Resources)
    .filter(([, { Condition }]) => holds(Condition))
    .map(([logicalId, { Type, Properties, DependsOn }]) => {
      current = logicalId;
      for (const dependency of [DependsOn].flat()) graph.add(logicalId, dependency);
      return locating(`${logicalId} (${Type})`, () => ({
        logicalId,
        type: Type,
        physicalId: names.ref(logicalId),
        properties: resolveProperties(resolve, Properties),
      }));
    });
  current = undefined;
  graph.refuseCycles();
  const outputs = Object.entries(template.Outputs)
    .filter(([, { Condition }]) => holds(Condition))
    .map(([id, { Value }]) => [id, locating(`output ${id}`, () => textOf(resolve(Value)))] as const);
  return { resources, outputs: Object.fromEntries(outputs) };
}

function resolveProperties(
  resolve: (value: unknown) => unknown,
  properties: Readonly<Record<string, unknown>>,
): Resource['properties'] {
  const entries = Object.entries(properties).map(([key, value]) => [key, resolve(value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
