import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv-8/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import * as v from 'valibot';
import { readDocument } from '../support/openapi/answer-checker.ts';
import { strict } from '../support/openapi/strict.ts';
import { filesIn } from './source-files.ts';

interface Example {
  readonly where: string;
  /** JSON pointer of the schema. */
  readonly schema: string;
  readonly value: unknown;
}

const described = v.object({ schema: v.unknown(), example: v.exactOptional(v.unknown()) });

const document = readDocument();

const ajv = new Ajv2020({ strict: false, formats: { 'date-time': fullFormats['date-time'] } });
ajv.addSchema({ $id: 'api', ...(strict(document) as object) });

/** Every `example` beside a `schema`, and every one of the `examples` in one. */
function* examplesIn(node: unknown, pointer: string): Generator<Example> {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, member] of Object.entries(node) as [string, unknown][]) {
    const here = `${pointer}/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
    if (name === 'example' && 'schema' in node)
      yield { where: here, schema: `${pointer}/schema`, value: member };
    else if (name === 'examples' && Array.isArray(member))
      yield* member.map((value: unknown, index) => ({ where: `${here}/${index}`, schema: pointer, value }));
    else yield* examplesIn(member, here);
  }
}

const examples = [...examplesIn(document, '')];

const operations = Object.entries(document.paths).flatMap(([path, those]) =>
  Object.entries(those).map(([method, operation]) => ({ route: `${method} ${path}`, operation })),
);

const successes = operations.flatMap(({ route, operation }) =>
  Object.entries(operation.responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { content }]) => ({ where: `${route} ${status}`, json: content?.['application/json'] }))
    .flatMap(({ where, json }) => (json ? [{ where, json: v.parse(described, json) }] : [])),
);

const parameters = operations.flatMap(({ route, operation }) =>
  (operation.parameters ?? []).map((one) => ({ where: route, parameter: v.parse(described, resolved(one)) })),
);

/** What a reference refers to; anything else itself. */
function resolved(node: unknown): unknown {
  const reference = v.is(v.object({ $ref: v.string() }), node) ? node.$ref : undefined;
  if (reference === undefined) return node;
  const [, , kind = '', name = ''] = reference.split('/');
  return v.parse(v.record(v.string(), v.record(v.string(), v.unknown())), document.components)[kind]?.[name];
}

/** Beside the schema, in it, or in what it refers to. */
function hasExample({ example, schema }: v.InferOutput<typeof described>): boolean {
  const inSchema = v.is(v.object({ examples: v.pipe(v.array(v.unknown()), v.nonEmpty()) }), resolved(schema));
  return example !== undefined || inSchema;
}

/** A number, or one of certain values, shows what it is. */
const isObvious = ({ schema }: v.InferOutput<typeof described>): boolean =>
  v.is(
    v.union([
      v.object({ type: v.picklist(['integer', 'number']) }),
      v.object({ enum: v.array(v.unknown()) }),
    ]),
    schema,
  );

describe('the examples of the document', () => {
  it('are there for every body that is sent as JSON', () => {
    const bodies = operations.flatMap(({ operation }) => Object.values(operation.requestBody?.content ?? {}));

    expect(bodies.length).toBeGreaterThan(15);
    expect(bodies.filter((body) => !('example' in body))).toEqual([]);
  });

  it('are there for every success that is answered as JSON', () => {
    expect(successes.length).toBeGreaterThan(45);
    expect(successes.filter(({ json }) => !hasExample(json)).map(({ where }) => where)).toEqual([]);
  });

  it('are there for every parameter that is any text', () => {
    const texts = parameters.filter(({ parameter }) => !isObvious(parameter));

    expect(texts.length).toBeGreaterThan(40);
    expect(texts.filter(({ parameter }) => !hasExample(parameter))).toEqual([]);
  });

  it.each(examples)('$where is what its schema allows', ({ schema, value }) => {
    const validate = ajv.getSchema(`api#${schema}`);

    expect(validate?.(value) === true ? [] : validate?.errors).toEqual([]);
  });

  it('are in no bundle: nothing that is one takes more than types from where they are', () => {
    const bundled = filesIn(['functions', 'console', 'lib', 'cli', 'rehearsal']).filter(
      ({ path }) => !path.startsWith('lib/contracts/api/'),
    );
    const taking = bundled.filter(({ path, text }) =>
      [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)';/gm)].some(([, target = '']) =>
        join(dirname(path), target).startsWith('lib/contracts/api/'),
      ),
    );

    expect(bundled.length).toBeGreaterThan(500);
    expect(taking.map(({ path }) => path)).toEqual([]);
  });
});
