import type { Json, JsonObject } from '../json.ts';
import { listAt, objectAt, textOf } from './reading.ts';

type Two = readonly [before: JsonObject, after: JsonObject];

/** Where the API is. */
export function serverChanges([before, after]: Two): readonly string[] {
  const [olds, news] = [before, after].map((one) => listAt(one, 'servers').map(textOf));
  return (olds ?? []).filter((one) => !news?.includes(one)).map((one) => `the server ${one} is gone`);
}

/** How callers show who they are. Who is right for a route is said there. */
export function schemeChanges([before, after]: Two): readonly string[] {
  const [olds, news] = [before, after].map((one) => objectAt(one, 'components', 'securitySchemes'));
  return Object.entries(olds ?? {}).flatMap(([name, old]) => {
    const fresh = news?.[name];
    if (fresh === undefined) return [`the security scheme ${name} is gone`];
    return ordered(old) === ordered(fresh)
      ? []
      : [`the security scheme ${name} was ${ordered(old)} and is ${ordered(fresh)}`];
  });
}

const ordered = (node: Json): string => JSON.stringify(Object.entries(objectAt(node)).toSorted());

/** Any one of the requirements will do, so each that did has to do still. */
export function securityChanges([before, after]: Two, route: string): readonly string[] {
  const now = listAt(after, 'security').map(textOf);
  if (now.length === 0) return [];
  const was = listAt(before, 'security').map(textOf);
  if (was.length === 0) return [`${route}: it was open and asks who calls now`];
  return was.filter((one) => !now.includes(one)).map((one) => `${route}: ${one} does not suffice any more`);
}
