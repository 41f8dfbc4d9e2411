import { type Operator, parseOperator } from './condition-operator.ts';

/** Condition keys of a request, by lower-case name: IAM's keys know no case. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;
export type Condition = (context: RequestContext) => boolean;

/** The global keys this stack fills in. Any other `aws:` key would be absent for ever, so it is refused. */
const GLOBAL_KEYS = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
]);
/** What is known of a service that calls for one of its resources, such as EventBridge for a rule. */
const SERVICE_CALL_KEYS = new Set([...GLOBAL_KEYS, 'aws:sourcearn', 'aws:sourceaccount']);

/** Whose calls a policy judges: only those of services have a source. */
export type PolicyKind = 'identity' | 'resource';

/** Every operator, and every key under it, must hold. Throws for what is not supported. */
export function compileCondition(
  block: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  kind: PolicyKind = 'identity',
): Condition {
  const known = kind === 'resource' ? SERVICE_CALL_KEYS : GLOBAL_KEYS;
  const tests = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileTest(operator, knownKey(key, known), values)),
  );
  return (context) => tests.every((test) => test(context));
}

function knownKey(key: string, known: ReadonlySet<string>): string {
  const name = key.toLowerCase();
  if (!name.startsWith('aws:') || known.has(name)) return name;
  throw new Error(`The condition key ${key} is not supported; global keys are: ${[...known].join(', ')}`);
}

function compileTest(name: string, key: string, values: readonly string[]): Condition {
  if (name === 'Null') {
    return (context) => values.includes(String(!context.has(key)));
  }
  const operator = parseOperator(name);
  const matchers = values.map(operator.comparison);
  const holds = (value: string): boolean => matchers.some((match) => match(value)) !== operator.negated;
  return (context) => judge(operator, context.get(key), holds);
}

/** What an absent key means. Source: "IAM JSON policy elements: Condition operators", "Set operators". */
function judge(
  { quantifier, ifExists, negated }: Operator,
  values: readonly string[] | undefined,
  holds: (value: string) => boolean,
): boolean {
  if (quantifier === 'ForAllValues') return (values ?? []).every(holds);
  if (!values) return ifExists || (quantifier === 'single' && negated);
  return values.some(holds);
}
