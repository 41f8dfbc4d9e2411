import type { JsonObject } from '../json.ts';
import { known } from './keywords.ts';
import { listAt, objectAt, resolved, textOf } from './reading.ts';
import { schemaChanges } from './schema-changes.ts';

interface Documents {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

type Two = readonly [before: JsonObject, after: JsonObject];

export function parameterChanges(documents: Documents, operations: Two, route: string): readonly string[] {
  const olds = parametersOf(documents.before, operations[0], route);
  const news = parametersOf(documents.after, operations[1], route);
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

function parametersOf(
  document: JsonObject,
  operation: JsonObject,
  route: string,
): ReadonlyMap<string, JsonObject> {
  const all = listAt(operation, 'parameters').map((one) =>
    known('parameter', resolved(document, one), route),
  );
  return new Map(all.map((one) => [`${textOf(one['in'])} ${textOf(one['name'])}`, one]));
}

export function bodyChanges(documents: Documents, [before, after]: Two, route: string): readonly string[] {
  const was = known('body', objectAt(before, 'requestBody'), route);
  const now = known('body', objectAt(after, 'requestBody'), route);
  const [olds, news] = [objectAt(was, 'content'), objectAt(now, 'content')];
  const isNeeded = now['required'] === true && was['required'] !== true;
  return [
    ...(isNeeded ? [`${route}: it needs a body now`] : []),
    ...Object.keys(olds).flatMap((mediaType) => {
      if (!(mediaType in news)) return [`${route}: it takes no ${mediaType} any more`];
      const old = known('content', objectAt(olds, mediaType), route);
      const pair = [old['schema'], known('content', objectAt(news, mediaType), route)['schema']] as const;
      return schemaChanges({ ...documents, direction: 'in' }, pair, `${route} body`);
    }),
  ];
}
