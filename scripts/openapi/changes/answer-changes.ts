import type { JsonObject } from '../json.ts';
import { known } from './keywords.ts';
import { objectAt, resolved } from './reading.ts';
import { pairName, schemaChanges } from './schema-changes.ts';

interface Documents {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

type Two = readonly [before: JsonObject, after: JsonObject];

/** What every refusal is: compared once, and not with each route's. */
const OF_REFUSALS = ['Problem', 'ProblemCode', 'GatewayMessage'] as const;

/** What all refusals have, those included of what is no route. */
export function refusalChanges({ before, after }: Documents): readonly string[] {
  return OF_REFUSALS.flatMap((name) => {
    const [was, now] = [before, after].map((one) => objectAt(one, 'components', 'schemas', name));
    if (!was || Object.keys(was).length === 0) return [];
    if (!now || Object.keys(now).length === 0) return [`${name} is gone`];
    return schemaChanges({ before, after, direction: 'out' }, [was, now], name);
  });
}

/** Successes and refusals. A further way to refuse breaks nobody, a further way to succeed does. */
export function answerChanges(documents: Documents, [before, after]: Two, route: string): readonly string[] {
  const [olds, news] = [objectAt(before, 'responses'), objectAt(after, 'responses')];
  const fresh = Object.keys(news).filter((status) => !(status in olds) && /^[^45]/.test(status));
  return [
    ...fresh.map((status) => `${route}: it may answer ${status}, which it never did`),
    ...Object.keys(olds).flatMap((status) => {
      if (!(status in news)) return [`${route}: it does not answer ${status} any more`];
      const where = `${route} ${status}`;
      const was = known('response', resolved(documents.before, olds[status]), where);
      const now = known('response', resolved(documents.after, news[status]), where);
      return [
        ...headerChanges(documents, [was, now], where),
        ...contentChanges(documents, [was, now], where),
      ];
    }),
  ];
}

function headerChanges(documents: Documents, [was, now]: Two, where: string): readonly string[] {
  const [olds, news] = [objectAt(was, 'headers'), objectAt(now, 'headers')];
  return Object.keys(olds).flatMap((name) => {
    if (!(name in news)) return [`${where}: the header ${name} is gone`];
    const here = `${where} ${name}`;
    const old = known('header', resolved(documents.before, olds[name]), here);
    const fresh = known('header', resolved(documents.after, news[name]), here);
    return schemaChanges({ ...documents, direction: 'out' }, [old['schema'], fresh['schema']], here);
  });
}

function contentChanges(documents: Documents, [was, now]: Two, where: string): readonly string[] {
  const [olds, news] = [objectAt(was, 'content'), objectAt(now, 'content')];
  const lost = without(olds, news);
  const fresh = without(news, olds).filter((mediaType) => mediaType !== PROBLEM);
  return [
    ...lost.map((mediaType) => `${where}: it is no ${mediaType} any more`),
    ...fresh.map((mediaType) => `${where}: it may be ${mediaType}, which it never was`),
    ...Object.keys(olds)
      .filter((mediaType) => mediaType in news)
      .flatMap((mediaType) => {
        const old = known('content', objectAt(olds, mediaType), where);
        const pair = [old['schema'], known('content', objectAt(news, mediaType), where)['schema']] as const;
        return schemaChanges({ ...documents, direction: 'out', open: COMPARED }, pair, where);
      }),
  ];
}

/** What a refusal may always be. A success that becomes one has lost what it was. */
const PROBLEM = 'application/problem+json';

const without = (some: JsonObject, others: JsonObject): readonly string[] =>
  Object.keys(some).filter((name) => !(name in others));

const COMPARED: ReadonlySet<string> = new Set(
  OF_REFUSALS.map((name) => {
    const reference = { $ref: `#/components/schemas/${name}` };
    return pairName([reference, reference]);
  }),
);
