import type { Json, JsonObject } from '../json.ts';
import { listAt, objectAt, resolved, textOf } from './reading.ts';
import { schemaChanges, type Comparison } from './schema-changes.ts';

interface Documents {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** What would break a caller of `before` once the API is as in `after`: a line each. */
export function breakingChanges(documents: Documents): readonly string[] {
  const { before, after } = documents;
  const codes: Comparison = { ...documents, direction: 'out' };
  return [
    ...operationsOf(before).flatMap(({ route, path, method, operation }) => {
      const now = objectAt(after, 'paths', path, method);
      if (Object.keys(now).length === 0) return [`${route}: the route is gone`];
      return operationChanges(documents, [operation, now], route);
    }),
    ...schemaChanges(codes, [schema(before, 'ProblemCode'), schema(after, 'ProblemCode')], 'problems'),
  ];
}

const schema = (document: JsonObject, name: string): JsonObject =>
  objectAt(document, 'components', 'schemas', name);

function operationsOf(document: JsonObject) {
  const paths = Object.keys(objectAt(document, 'paths'));
  return paths.flatMap((path) =>
    Object.keys(objectAt(document, 'paths', path)).map((method) => ({
      ...{ path, method, route: `${method.toUpperCase()} ${path}` },
      operation: objectAt(document, 'paths', path, method),
    })),
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

/** Any one of the requirements will do, so each that did has to do still. */
function securityChanges([before, after]: Operations, route: string): readonly string[] {
  const now = listAt(after, 'security').map((one) => JSON.stringify(one));
  if (now.length === 0) return [];
  const was = listAt(before, 'security').map((one) => JSON.stringify(one));
  if (was.length === 0) return [`${route}: it was open and asks who calls now`];
  return was.filter((one) => !now.includes(one)).map((one) => `${route}: ${one} does not suffice any more`);
}

function parameterChanges(documents: Documents, operations: Operations, route: string): readonly string[] {
  const [olds, news] = [
    parametersOf(documents.before, operations[0]),
    parametersOf(documents.after, operations[1]),
  ];
  const added = [...news].filter(
    ([name, now]) => now['required'] === true && olds.get(name)?.['required'] !== true,
  );
  return [
    ...added.map(([name]) => `${route}: ${name} is required now`),
    ...[...olds].flatMap(([name, was]) => {
      const now = news.get(name);
      if (!now) return [`${route}: ${name} is gone`];
      const pair = [was['schema'], now['schema']] as const;
      return schemaChanges({ ...documents, direction: 'in' }, pair, `${route}: ${name}`);
    }),
  ];
}

function parametersOf(document: JsonObject, operation: JsonObject): ReadonlyMap<string, JsonObject> {
  const all = listAt(operation, 'parameters').map((one) => resolved(document, one));
  return new Map(all.map((one) => [`${textOf(one['in'])} ${textOf(one['name'])}`, one]));
}

function bodyChanges(documents: Documents, [before, after]: Operations, route: string): readonly string[] {
  const [olds, news] = [
    objectAt(before, 'requestBody', 'content'),
    objectAt(after, 'requestBody', 'content'),
  ];
  if (Object.keys(olds).length === 0 && Object.keys(news).length > 0)
    return [`${route}: it needs a body now`];
  return Object.keys(olds).flatMap((mediaType) => {
    if (!(mediaType in news)) return [`${route}: it takes no ${mediaType} any more`];
    const pair = [schemaIn(olds[mediaType]), schemaIn(news[mediaType])] as const;
    return schemaChanges({ ...documents, direction: 'in' }, pair, `${route} body`);
  });
}

/** Of successes: a refusal is a problem, and those have their codes. */
function answerChanges(documents: Documents, [before, after]: Operations, route: string): readonly string[] {
  const statuses = Object.keys(objectAt(before, 'responses')).filter((status) => status.startsWith('2'));
  return statuses.flatMap((status) => {
    const was = objectAt(before, 'responses', status);
    const now = objectAt(after, 'responses', status);
    if (Object.keys(now).length === 0) return [`${route}: it does not answer ${status} any more`];
    const lost = Object.keys(objectAt(was, 'headers')).filter((name) => !(name in objectAt(now, 'headers')));
    return [
      ...lost.map((name) => `${route} ${status}: the header ${name} is gone`),
      ...contentChanges(documents, [was, now], `${route} ${status}`),
    ];
  });
}

function contentChanges(documents: Documents, [was, now]: Operations, where: string): readonly string[] {
  const [olds, news] = [objectAt(was, 'content'), objectAt(now, 'content')];
  return Object.keys(olds).flatMap((mediaType) => {
    if (!(mediaType in news)) return [`${where}: it is no ${mediaType} any more`];
    const pair = [schemaIn(olds[mediaType]), schemaIn(news[mediaType])] as const;
    return schemaChanges({ ...documents, direction: 'out' }, pair, where);
  });
}

const schemaIn = (content: Json | undefined): JsonObject => objectAt(content, 'schema');
