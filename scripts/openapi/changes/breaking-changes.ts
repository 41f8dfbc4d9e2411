import type { JsonObject } from '../json.ts';
import { schemeChanges, securityChanges, serverChanges } from './access-changes.ts';
import { answerChanges, refusalChanges } from './answer-changes.ts';
import { baselineOf } from './baseline.ts';
import { known } from './keywords.ts';
import { objectAt } from './reading.ts';
import { bodyChanges, parameterChanges } from './request-changes.ts';

interface Documents {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/**
 * What would break a caller of `before` once the API is as in `after`: a line each. Throws where either says something
 * that the comparison does not know.
 */
export function breakingChanges(given: Documents): readonly string[] {
  const documents = { before: baselineOf(given.before), after: baselineOf(given.after) };
  const { before, after } = documents;
  for (const document of [before, after]) known('document', document, 'the document');
  return [
    ...serverChanges([before, after]),
    ...schemeChanges([before, after]),
    ...refusalChanges(documents),
    ...operationsOf(before).flatMap(({ route, path, method, operation }) => {
      const now = known('path', objectAt(after, 'paths', path), path)[method];
      if (now === undefined) return [`${route}: the route is gone`];
      return operationChanges(documents, [operation, known('operation', objectAt(now), route)], route);
    }),
  ];
}

function operationsOf(document: JsonObject) {
  const paths = Object.keys(objectAt(document, 'paths'));
  return paths.flatMap((path) =>
    Object.keys(known('path', objectAt(document, 'paths', path), path)).map((method) => {
      const route = `${method.toUpperCase()} ${path}`;
      const operation = known('operation', objectAt(document, 'paths', path, method), route);
      return { path, method, route, operation };
    }),
  );
}

type Operations = readonly [before: JsonObject, after: JsonObject];

function operationChanges(documents: Documents, operations: Operations, route: string): readonly string[] {
  return [
    ...securityChanges(operations, route),
    ...parameterChanges(documents, operations, route),
    ...bodyChanges(documents, operations, route),
    ...answerChanges(documents, operations, route),
  ];
}
