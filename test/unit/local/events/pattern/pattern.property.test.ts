import fc from 'fast-check';
import { matches } from '../../../../../local/events/pattern/matches.ts';
import { parsePatternText } from '../../../../../local/events/pattern/pattern.ts';

const isMatch = (pattern: object, event: object) => matches(parsePatternText(JSON.stringify(pattern)), event);

const scalar = fc.oneof(
  fc.constantFrom('a', 'b', 'ab', 'AB', ''),
  fc.integer({ min: -2, max: 2 }),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.constantFrom('x', 'y', 'z');
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(key, tie('json'), { maxKeys: 3 }),
  ),
}));
const anEvent = fc.dictionary(key, json, { maxKeys: 3 });

const leafPattern = fc.array(
  fc.oneof(
    scalar,
    fc.record({ prefix: fc.constantFrom('a', 'A') }),
    fc.record({ 'anything-but': fc.constantFrom('a', 1) }),
    fc.record({ numeric: fc.constantFrom(['>', 0], ['>=', -1, '<', 2]) }),
    fc.record({ exists: fc.boolean() }),
  ),
  { minLength: 1, maxLength: 2 },
);
const { pattern } = fc.letrec<{ pattern: object }>((tie) => ({
  pattern: fc.dictionary(key, fc.oneof({ depthSize: 'small' }, leafPattern, tie('pattern')), {
    minKeys: 1,
    maxKeys: 2,
  }),
}));

/**
 * The rule of Event Ruler, in its own terms: an event is a list of leaves, each with its path and its place in every
 * array above it; a pattern matches when there is a leaf for each of its fields such that no two are in different
 * elements of one array.
 */
interface Leaf {
  readonly path: string;
  readonly value: unknown;
  readonly places: ReadonlyMap<unknown, number>;
}

function leavesOf(value: unknown, path = '', places: ReadonlyMap<unknown, number> = new Map()): Leaf[] {
  if (Array.isArray(value)) {
    const isOfLeaves = (element: unknown) => typeof element !== 'object' || element === null;
    return value.flatMap((element, index) =>
      leavesOf(element, path, isOfLeaves(element) ? places : new Map([...places, [value, index]])),
    );
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${path}.${name}`, places));
  }
  return [{ path, value, places }];
}

function fieldsOf(patternNode: object, path = ''): [string, unknown[]][] {
  return Object.entries(patternNode).flatMap(([name, wanted]: [string, unknown]) =>
    Array.isArray(wanted) ? [[`${path}.${name}`, wanted]] : fieldsOf(wanted as object, `${path}.${name}`),
  );
}

function holds(test: unknown, value: unknown): boolean {
  if (typeof test !== 'object' || test === null) return test === value;
  const [[operator, operand] = ['', undefined]] = Object.entries(test) as [string, unknown][];
  if (operator === 'prefix') return typeof value === 'string' && value.startsWith(String(operand));
  if (operator === 'anything-but') return value !== operand;
  if (operator === 'exists') return operand === true;
  const [, low, , high] = operand as [string, number, string?, number?];
  return typeof value === 'number' && (high === undefined ? value > low : value >= low && value < high);
}

function isConsistent(a: Leaf['places'], b: Leaf['places']): boolean {
  return [...a].every(([array, index]) => (b.get(array) ?? index) === index);
}

function rulerMatches(
  fields: [string, unknown[]][],
  leaves: Leaf[],
  places: Leaf['places'] = new Map(),
): boolean {
  const [field, ...rest] = fields;
  if (!field) return true;
  const [path, tests] = field;
  const here = leaves.filter((leaf) => leaf.path === path);
  const wantsNothing = tests.some((test) => JSON.stringify(test) === '{"exists":false}');
  if (wantsNothing && here.length === 0) return rulerMatches(rest, leaves, places);
  return here.some(
    (leaf) =>
      tests.some((test) => holds(test, leaf.value)) &&
      isConsistent(leaf.places, places) &&
      rulerMatches(rest, leaves, new Map([...places, ...leaf.places])),
  );
}

describe('matching', () => {
  it('decides as the definition by leaves does, for any pattern and event', () => {
    fc.assert(
      fc.property(pattern, anEvent, (aPattern, event) => {
        expect(isMatch(aPattern, event)).toBe(rulerMatches(fieldsOf(aPattern), leavesOf(event)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds any event by any one of its own leaves', () => {
    fc.assert(
      fc.property(anEvent, fc.nat(), (event, seed) => {
        const leaves = leavesOf(event);
        const leaf = leaves[seed % Math.max(1, leaves.length)];
        if (!leaf || leaf.path === '') return;
        const names = leaf.path.slice(1).split('.');
        const own = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), [leaf.value]);

        expect(isMatch(own as object, event)).toBe(true);
      }),
    );
  });

  it('an operator and its anything-but never both hold, and one does for every single text', () => {
    const operator = fc.constantFrom('prefix', 'suffix', 'equals-ignore-case');

    fc.assert(
      fc.property(operator, fc.string({ minLength: 1 }), fc.string(), (name, operand, value) => {
        const positive = isMatch({ x: [{ [name]: operand }] }, { x: value });
        const negative = isMatch({ x: [{ 'anything-but': { [name]: operand } }] }, { x: value });

        expect(positive).toBe(!negative);
      }),
    );
  });

  it('a wildcard is the regular expression one would write', () => {
    const piece = fc.constantFrom('a', 'b', '*', '\\*', '\\\\');

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.stringMatching(/^[ab*\\]{0,8}$/), (pieces, text) => {
        const wildcard = pieces.filter((each, index) => each !== '*' || pieces[index - 1] !== '*').join('');
        const source = wildcard.replace(/\\\*|\\\\|\*|[ab]/g, (token) =>
          token === '*' ? '[\\s\\S]*' : token,
        );

        expect(isMatch({ x: [{ wildcard }] }, { x: text })).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
