/**
 * Runs by itself: reads a list of definitions from standard input and prints what asl-validator and
 * amazon-states-language-service have against them. Both are slow to load and run in jest's module system.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import aslService from 'amazon-states-language-service';
import validateByAsl from 'asl-validator';

const { getLanguageService, TextDocument } = aslService;
const languageService = getLanguageService({});

interface Ajv {
  addKeyword(keyword: unknown): Ajv;
}

/** asl-validator compiles its schemas for every machine (100 ms): let it find what it made for the first one. */
function compileSchemasOnce(): void {
  const requireAsAslValidator = createRequire(createRequire(import.meta.url).resolve('asl-validator'));
  const ajv = requireAsAslValidator('ajv') as { default: new (options: object) => Ajv };
  let compiled: Ajv | undefined;
  ajv.default = new Proxy(ajv.default, {
    construct: (Ajv, [options]: readonly object[]) => {
      if (!compiled) return (compiled = new Ajv(options ?? {}));
      const first = compiled;
      // Its keywords are defined already, and a second time would be an error.
      first.addKeyword = () => first;
      return first;
    },
  });
}

async function complaintsAbout(definition: unknown): Promise<readonly string[]> {
  const text = JSON.stringify(definition);
  const document = TextDocument.create('machine.asl.json', 'asl', 1, text);
  const findings = await languageService.doValidation(document, languageService.parseJSONDocument(document));
  const { isValid, errorsText } = validateByAsl(definition);
  return [
    ...findings.map(({ message }) => `amazon-states-language-service: ${JSON.stringify(message)}\n${text}`),
    ...(isValid ? [] : [`asl-validator: ${errorsText('\n')}\n${text}`]),
  ];
}

compileSchemasOnce();
const definitions = JSON.parse(readFileSync(0, 'utf8')) as readonly unknown[];
const complaints = await Promise.all(definitions.map(complaintsAbout));
process.stdout.write(JSON.stringify(complaints.flat()));
