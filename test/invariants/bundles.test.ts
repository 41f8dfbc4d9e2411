import { FUNCTION_NAMES, type FunctionName } from '../../lib/contracts/names.ts';
import { loadBundle, type LoadedBundle } from './load-bundle.ts';
import { theTemplate } from './the-template.ts';

/** Far more than a loaded machine needs; who waits for an answer of nobody would wait for ever. */
const QUICKLY_MS = 30_000;

const shipped = new Map(
  theTemplate('local')
    .ofType('AWS::Lambda::Function')
    .map(({ properties }) => {
      const { Variables } = properties['Environment'] as { Variables: Record<string, unknown> };
      return [String(properties['FunctionName']).replace('artisan-local-', ''), Variables] as const;
    }),
);

/** Of two that CloudFormation chooses from, the one for a deployment that says nothing. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::If': choice } = value as { 'Fn::If'?: readonly unknown[] };
  return choice ? textOf(choice[1]) : JSON.stringify(value);
}

/** The template's variables; a name that CloudFormation fills in later is the reference to it, as text. */
function variablesOf(name: FunctionName): Record<string, string> {
  return Object.fromEntries(
    Object.entries(shipped.get(name) ?? {}).map(([key, value]) => [key, textOf(value)]),
  );
}

describe.each(FUNCTION_NAMES)('the bundle of %s', (name) => {
  const variables = Object.entries(variablesOf(name));
  let loaded: LoadedBundle | undefined;
  let lacking: readonly LoadedBundle[];
  // One thread: what a bundle consists of is loaded with the first environment, and its entry with each.
  beforeAll(async () => {
    const without = variables.map(([missing]) => variables.filter(([key]) => key !== missing));
    [loaded, ...lacking] = await loadBundle(name, [variables, ...without].map(Object.fromEntries));
  });

  it('loads with its declared environment alone, quickly, even with nobody to talk to', () => {
    expect(loaded?.error).toBeUndefined();
    expect(loaded?.exports).toEqual({ handler: 'function' });
    expect(loaded?.milliseconds).toBeLessThan(QUICKLY_MS);
  });

  it('does not load without any one of its variables, and says which', () => {
    expect(variables.length).toBeGreaterThan(0);
    expect(lacking.map(({ error = '' }, index) => error.includes(variables[index]?.[0] ?? ' '))).toEqual(
      variables.map(() => true),
    );
  });
});
