import type { Json, JsonObject } from '../json.ts';
import { boundChanges, type Direction } from './bounds.ts';
import { isList, listAt, objectAt, resolved, textOf } from './reading.ts';

export interface Comparison {
  readonly direction: Direction;
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Pairs of references that are being compared already: schemas may hold themselves. */
  readonly open?: ReadonlySet<string>;
}

type Pair = readonly [before: Json | undefined, after: Json | undefined];

/**
 * What would break a caller, a line each, `where` first. What is sent may not be narrowed: no value that was taken may be
 * refused. What is answered may get more fields and more values of an enumeration, and nothing else.
 */
export function schemaChanges(
  documents: Comparison,
  [before, after]: Pair,
  where: string,
): readonly string[] {
  const name = `${textOf(objectAt(before)['$ref'])} ${textOf(objectAt(after)['$ref'])}`;
  const isNamed = name !== 'null null';
  if (isNamed && documents.open?.has(name)) return [];
  const inside = isNamed ? { ...documents, open: new Set([...(documents.open ?? []), name]) } : documents;
  const pair = [resolved(documents.before, before), resolved(documents.after, after)] as const;
  if (listAt(pair[0], 'anyOf').length > 0 || listAt(pair[1], 'anyOf').length > 0)
    return choiceChanges(inside, pair, where);
  return [
    ...typeChanges(inside.direction, pair, where),
    ...enumChanges(inside.direction, pair, where),
    ...boundChanges(inside.direction, pair, where),
    ...memberChanges(inside, pair, where),
    ...partChanges(inside, pair, where),
  ];
}

type Schemas = readonly [before: JsonObject, after: JsonObject];

/** A schema without anyOf is a choice of one. Each on the one side needs one on the other that takes its place. */
function choiceChanges(documents: Comparison, [before, after]: Schemas, where: string): readonly string[] {
  const choices = (schema: JsonObject): readonly Json[] => {
    const given = listAt(schema, 'anyOf');
    return given.length > 0 ? given : [schema];
  };
  const [olds, news] = [choices(before), choices(after)];
  const fits = (old: Json, fresh: Json) => schemaChanges(documents, [old, fresh], '').length === 0;
  if (documents.direction === 'in') {
    const lost = olds.filter((old) => !news.some((fresh) => fits(old, fresh)));
    return lost.length > 0 ? [`${where}: one of the forms it took is not taken any more`] : [];
  }
  const strange = news.filter((fresh) => !olds.some((old) => fits(old, fresh)));
  return strange.length > 0 ? [`${where}: it may have a form that it never had`] : [];
}

/** An integer is a number, too. */
function typeChanges(direction: Direction, [before, after]: Schemas, where: string): readonly string[] {
  const [narrow, wide] = direction === 'in' ? [before, after] : [after, before];
  const wideTypes = typesOf(wide);
  if (wideTypes.length === 0) return [];
  const narrowTypes = typesOf(narrow);
  const isWithin =
    narrowTypes.length > 0 &&
    narrowTypes.every(
      (type) => wideTypes.includes(type) || (type === 'integer' && wideTypes.includes('number')),
    );
  if (isWithin) return [];
  return [
    `${where}: ${typesOf(before).join(' or ') || 'anything'} became ${typesOf(after).join(' or ') || 'anything'}`,
  ];
}

function typesOf(schema: JsonObject): readonly string[] {
  const { type, const: only } = schema;
  if (typeof type === 'string') return [type];
  if (isList(type)) return type.map(String);
  return only === undefined ? [] : [typeof only];
}

function enumChanges(direction: Direction, [before, after]: Schemas, where: string): readonly string[] {
  const [olds, news] = [valuesOf(before), valuesOf(after)];
  if (olds === undefined) {
    return news !== undefined && direction === 'in' ? [`${where}: only certain values are taken now`] : [];
  }
  if (news === undefined)
    return direction === 'out' ? [`${where}: it is not one of certain values any more`] : [];
  return olds.filter((value) => !news.includes(value)).map((value) => `${where}: the value ${value} is gone`);
}

function valuesOf(schema: JsonObject): readonly string[] | undefined {
  const { enum: values, const: only } = schema;
  if (isList(values)) return values.map((value) => JSON.stringify(value));
  return only === undefined ? undefined : [JSON.stringify(only)];
}

function memberChanges(documents: Comparison, [before, after]: Schemas, where: string): readonly string[] {
  const [olds, news] = [objectAt(before, 'properties'), objectAt(after, 'properties')];
  const wasRequired = new Set(listAt(before, 'required'));
  const isRequired = new Set(listAt(after, 'required'));
  const isIn = documents.direction === 'in';
  return [
    ...Object.keys(olds).flatMap((name) =>
      name in news
        ? schemaChanges(documents, [olds[name], news[name]], `${where}/${name}`)
        : [`${where}/${name}: the field is gone`],
    ),
    ...[...isRequired]
      .filter((name) => isIn && !wasRequired.has(name))
      .map((name) => `${where}/${textOf(name)}: it is required now`),
    ...[...wasRequired]
      .filter((name) => !isIn && typeof name === 'string' && name in news && !isRequired.has(name))
      .map((name) => `${where}/${textOf(name)}: it may be missing now`),
  ];
}

/** Items of arrays, and members that any name may have. */
function partChanges(documents: Comparison, [before, after]: Schemas, where: string): readonly string[] {
  const parts = [
    ['items', '[]'],
    ['additionalProperties', '/*'],
    ['propertyNames', '/name'],
  ] as const;
  return parts.flatMap(([part, mark]) => {
    const pair = [before[part], after[part]] as const;
    if (pair[1] === false && pair[0] !== false && documents.direction === 'in' && pair[0] !== undefined)
      return [`${where}: further fields are refused now`];
    const isSchema = typeof pair[0] === 'object' && typeof pair[1] === 'object';
    return isSchema ? schemaChanges(documents, pair, `${where}${mark}`) : [];
  });
}
