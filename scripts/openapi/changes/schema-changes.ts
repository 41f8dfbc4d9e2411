import type { Json, JsonObject } from '../json.ts';
import { boundChanges, defaultChanges, type Direction } from './bounds.ts';
import { flat, formsOf } from './flat.ts';
import { listAt, objectAt, textOf } from './reading.ts';
import { enumChanges, typeChanges } from './value-changes.ts';

export interface Comparison {
  readonly direction: Direction;
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Pairs that are being compared already, or elsewhere: schemas may hold themselves. See `pairName`. */
  readonly open?: ReadonlySet<string>;
}

type Pair = readonly [before: Json | undefined, after: Json | undefined];

/**
 * What would break a caller, a line each, `where` first. What is sent may not be narrowed: no value that was taken may be
 * refused. What is answered may get more fields and more values of an enumeration, and nothing else.
 */
export function schemaChanges(documents: Comparison, pair: Pair, where: string): readonly string[] {
  if (pair[0] === undefined && pair[1] === undefined) return [];
  const name = pairName(pair);
  if (documents.open?.has(name)) return [];
  const inside = { ...documents, open: new Set([...(documents.open ?? []), name]) };
  if (partsAgree(inside, pair, where)) return [];
  const before = flat(documents.before, pair[0], where);
  const after = flat(documents.after, pair[1], where);
  if ('anyOf' in before || 'anyOf' in after) return choiceChanges(inside, [before, after], where);
  return [
    ...typeChanges(inside.direction, [before, after], where),
    ...enumChanges(inside.direction, [before, after], where),
    ...boundChanges(inside.direction, [before, after], where),
    ...defaultChanges(inside.direction, [before, after], where),
    ...memberChanges(inside, [before, after], where),
    ...partChanges(inside, [before, after], where),
  ];
}

export const pairName = ([before, after]: Pair): string => `${textOf(before)} ${textOf(after)}`;

/** An allOf whose every part breaks nobody breaks nobody; what is said of a part elsewhere is not said again. */
function partsAgree(documents: Comparison, [before, after]: Pair, where: string): boolean {
  const [olds, news] = [listAt(before, 'allOf'), listAt(after, 'allOf')];
  const isAllThere = [before, after].every((one) => Object.keys(objectAt(one)).join() === 'allOf');
  return (
    isAllThere &&
    olds.length === news.length &&
    olds.every((old, index) => schemaChanges(documents, [old, news[index]], where).length === 0)
  );
}

type Schemas = readonly [before: JsonObject, after: JsonObject];

/** Each form on the one side needs one on the other that takes its place. */
function choiceChanges(documents: Comparison, [before, after]: Schemas, where: string): readonly string[] {
  const olds = formsOf(documents.before, before, where);
  const news = formsOf(documents.after, after, where);
  const fits = (old: Json, fresh: Json) => schemaChanges(documents, [old, fresh], where).length === 0;
  const defaults = defaultChanges(documents.direction, [before, after], where);
  if (documents.direction === 'in') {
    const lost = olds.filter((old) => !news.some((fresh) => fits(old, fresh)));
    return [
      ...defaults,
      ...(lost.length > 0 ? [`${where}: one of the forms it took is not taken any more`] : []),
    ];
  }
  const strange = news.filter((fresh) => !olds.some((old) => fits(old, fresh)));
  return strange.length > 0 ? [`${where}: it may have a form that it never had`] : [];
}

function memberChanges(documents: Comparison, [before, after]: Schemas, where: string): readonly string[] {
  const [olds, news] = [objectAt(before, 'properties'), objectAt(after, 'properties')];
  return [
    ...Object.keys(olds).flatMap((name) =>
      name in news
        ? schemaChanges(documents, [olds[name], news[name]], `${where}/${name}`)
        : [`${where}/${name}: the field is gone`],
    ),
    ...(documents.direction === 'in' ? narrowedMembers(documents, [before, after], where) : []),
    ...requiredChanges(documents.direction, [before, after], where),
  ];
}

/** A field that was taken as a further one, whatever it held. */
function narrowedMembers(documents: Comparison, [before, after]: Schemas, where: string): readonly string[] {
  const [olds, news] = [objectAt(before, 'properties'), objectAt(after, 'properties')];
  const further = before['additionalProperties'];
  if (further === false || before['type'] !== 'object') return [];
  const fresh = Object.keys(news).filter((name) => !(name in olds));
  return fresh.flatMap((name) => schemaChanges(documents, [further, news[name]], `${where}/${name}`));
}

function requiredChanges(direction: Direction, [before, after]: Schemas, where: string): readonly string[] {
  const was = listAt(before, 'required').map(textOf);
  const is = listAt(after, 'required').map(textOf);
  const [olds, news] = [objectAt(before, 'properties'), objectAt(after, 'properties')];
  if (direction === 'in')
    return is.filter((name) => !was.includes(name)).map((name) => `${where}/${name}: it is required now`);
  return was
    .filter((name) => !is.includes(name) && (name in news || !(name in olds)))
    .map((name) => `${where}/${name}: it may be missing now`);
}

/** Items of arrays, members that any name may have, and those names. */
function partChanges(documents: Comparison, [before, after]: Schemas, where: string): readonly string[] {
  const parts = [
    ['items', '[]'],
    ['propertyNames', '/name'],
  ] as const;
  return [
    ...furtherChanges(documents, [before['additionalProperties'], after['additionalProperties']], where),
    ...parts.flatMap(([part, mark]) =>
      schemaChanges(documents, [before[part], after[part]], `${where}${mark}`),
    ),
  ];
}

/** Without a word, further fields are taken, and may come. */
function furtherChanges(documents: Comparison, [before, after]: Pair, where: string): readonly string[] {
  if (before === false) return [];
  if (after === false && documents.direction === 'in') return [`${where}: further fields are refused now`];
  if (after === false)
    return typeof before === 'object' ? [`${where}: further fields do not come any more`] : [];
  return schemaChanges(documents, [before, after], `${where}/*`);
}
