import { readFileSync } from 'node:fs';
import { Construct } from 'constructs';
import { DOCUMENT_FILE } from '../../lib/contracts/names.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';

export interface StatusProps extends FunctionSettings {
  readonly version: string;
}

/** As `npm run openapi` has made it; a test says that it is of these routes. */
const DOCUMENT = 'docs/openapi.json';

/** What is open to all: health, version, the API's document, and the answer where there is nothing. */
export class Status extends Construct {
  readonly function: BundledFunction;

  constructor(scope: Construct, id: string, { version, ...settings }: StatusProps) {
    super(scope, id);
    this.function = new BundledFunction(this, 'Function', {
      ...settings,
      functionName: 'status',
      description: 'Answers health, version, the document of the API, and whatever no other route takes',
      memoryMb: 256,
      timeoutSeconds: 3,
      environment: { STAGE: settings.stage.name, VERSION: version },
      files: { [DOCUMENT_FILE]: withoutSpace(readFileSync(DOCUMENT, 'utf8')) },
    });
  }
}

function withoutSpace(json: string): string {
  const value: unknown = JSON.parse(json);
  return JSON.stringify(value);
}
