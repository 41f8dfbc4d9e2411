import { Ajv2020 } from 'ajv-8/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { readDocument } from '../support/openapi/answer-checker.ts';
import { strict } from '../support/openapi/strict.ts';

interface Example {
  readonly where: string;
  /** JSON pointer of the schema. */
  readonly schema: string;
  readonly value: unknown;
}

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

describe('the examples of the document', () => {
  it('are there for every body that is sent as JSON', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const bodies = operations.flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}));

    expect(bodies.length).toBeGreaterThan(15);
    expect(bodies.filter((body) => !('example' in body))).toEqual([]);
  });

  it.each(examples)('$where is what its schema allows', ({ schema, value }) => {
    const validate = ajv.getSchema(`api#${schema}`);

    expect(validate?.(value) === true ? [] : validate?.errors).toEqual([]);
  });
});
