import conditionParser, { type ParseContext, type Parser } from 'dynalite/db/conditionParser.js';
import updateParser from 'dynalite/db/updateParser.js';

/** Expressions are few and come again with other values; should they not, all are forgotten at this many. */
const MOST_TEMPLATES = 1000;

/** Amazon DynamoDB Developer Guide, "Constraints": the length of an expression. */
const LONGEST_BYTES = 4096;

/** Not AWS's limit. At nine levels dynalite would think for seconds, and nothing else could happen meanwhile. */
const DEEPEST_PARENTHESES = 8;

/** What these check depends on the values themselves, not only on their types. */
const DEPENDS_ON_VALUES = /between|attribute_type/i;

/**
 * dynalite's parsers take four times as long for each level of parentheses: 70 ms for four. From here on they read
 * an expression once for all values of the same types.
 */
export function cacheParsedExpressions(): void {
  for (const parser of [conditionParser, updateParser]) parser.parse = cached(parser.parse);
}

/** A parse that answers as `parse` does, and with trees that are the caller's own. */
export function cached(parse: Parser['parse']): Parser['parse'] {
  const templates = new Map<string, unknown>();
  return (text, options) => {
    const refusal = tooMuch(text);
    if (refusal !== undefined) return refusal;
    if (DEPENDS_ON_VALUES.test(text)) return parse(text, options);
    const { context } = options;
    const tokens = tokensIn(text);
    const key = keyOf(text, tokens, context);
    const known = templates.get(key);
    if (known !== undefined) {
      markUsed(tokens, context);
      return fill(known, context);
    }
    const tree = parse(text, options);
    if (typeof tree === 'string') return tree;
    if (templates.size >= MOST_TEMPLATES) templates.clear();
    templates.set(key, templateOf(tree, namesOfValues(context)));
    return tree;
  };
}

function tooMuch(text: string): string | undefined {
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > LONGEST_BYTES) {
    return `Expression size has exceeded the maximum allowed size; expression size: ${sizeBytes}`;
  }
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  if (deepest <= DEEPEST_PARENTHESES) return undefined;
  return `This local DynamoDB takes ${DEEPEST_PARENTHESES} levels of parentheses, not ${deepest}`;
}

/** Stands in a template for the value of that name. */
class Hole {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Every name and value that an expression uses: it holds no text of its own that could look like one. */
function tokensIn(text: string): readonly string[] {
  return text.match(/[#:]\w+/g) ?? [];
}

function keyOf(text: string, tokens: readonly string[], context: ParseContext): string {
  const { attrNames: names = {}, attrVals: values = {}, isKeyCondition = false } = context;
  const meanings = tokens.map((token) => names[token] ?? Object.keys(values[token] ?? {}));
  return JSON.stringify([text, meanings, isKeyCondition]);
}

function markUsed(tokens: readonly string[], { unusedAttrNames, unusedAttrVals }: ParseContext): void {
  for (const token of tokens) {
    Reflect.deleteProperty(unusedAttrNames, token);
    Reflect.deleteProperty(unusedAttrVals, token);
  }
}

function namesOfValues({ attrVals = {} }: ParseContext): ReadonlyMap<unknown, string> {
  return new Map(Object.entries(attrVals).map(([name, value]) => [value, name]));
}

function templateOf(node: unknown, names: ReadonlyMap<unknown, string>): unknown {
  const name = names.get(node);
  return name === undefined ? copy(node, (member) => templateOf(member, names)) : new Hole(name);
}

function fill(node: unknown, context: ParseContext): unknown {
  return node instanceof Hole ? context.attrVals?.[node.name] : copy(node, (member) => fill(member, context));
}

/** Without a prototype, as dynalite has its sets of attribute names: `constructor` is in none of them. */
function copy(node: unknown, copyMember: (member: unknown) => unknown): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map(copyMember);
  const copied: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(node)) copied[key] = copyMember(member);
  return copied;
}
