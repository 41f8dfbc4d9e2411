import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv-8/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { ApiAnswer } from '../../../local/api-gateway/options.ts';
import { strict } from './strict.ts';

interface Operation {
  readonly parameters?: readonly unknown[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string } & ResponseObject>>;
}

interface ResponseObject {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly responses: Readonly<Record<string, ResponseObject>>;
    readonly schemas: Readonly<Record<string, unknown>>;
  };
}

export function readDocument(path = 'docs/openapi.json'): Document {
  return JSON.parse(readFileSync(path, 'utf8')) as Document;
}

/** When it was asked for does not matter. */
type Answered = Omit<ApiAnswer, 'receivedAt'>;

/** What is wrong with an answer, a line each: nothing, for most. */
export type AnswerChecker = (answer: Answered) => readonly string[];

/** Holds what the API answers to its document: status, headers, media type, and every field of the body. */
export function createAnswerChecker(document: Document = readDocument()): AnswerChecker {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { 'date-time': fullFormats['date-time'] },
  });
  ajv.addSchema({ $id: 'api', ...(strict(document) as object) });
  const errorsAt = (pointer: string, value: unknown): readonly string[] => {
    const validate = ajv.getSchema(`api#${pointer}`);
    if (!validate) throw new Error(`The document has nothing at ${pointer}`);
    return validate(value) === true ? [] : (validate.errors ?? []).map(textOf);
  };

  return (answer) => {
    const about = `${answer.routeKey ?? `${answer.method} at no route`} answers ${answer.statusCode}`;
    const place = placeOf(document, answer);
    const found = isOutside(answer)
      ? outsideErrors(answer, errorsAt)
      : place
        ? contentErrors(place, answer, errorsAt)
        : ['which the document does not have'];
    return found.map((error) => `${about}: ${error}`);
  };
}

interface Place {
  /** JSON pointer of the response. */
  readonly pointer: string;
  readonly response: ResponseObject;
}

function placeOf({ paths, components }: Document, { routeKey, statusCode }: Answered): Place | undefined {
  const [method = '', template = ''] = routeKey?.split(' ') ?? [];
  const path = template.replace('+}', '}');
  const pointer = `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${statusCode}`;
  const response = paths[path]?.[method.toLowerCase()]?.responses[statusCode];
  if (response?.$ref === undefined) return response && { pointer, response };
  const name = response.$ref.replace('#/components/responses/', '');
  const referred = components.responses[name];
  return referred && { pointer: `/components/responses/${escaped(name)}`, response: referred };
}

const isOutside = ({ routeKey }: Answered): boolean => routeKey === undefined || routeKey === '$default';

/** Where no route is, there are problems and the gateway's own words. */
function outsideErrors({ headers, body }: Answered, errorsAt: ErrorsAt): readonly string[] {
  const name = headers['content-type'] === 'application/problem+json' ? 'Problem' : 'GatewayMessage';
  return errorsAt(`/components/schemas/${name}`, JSON.parse(body.toString()));
}

type ErrorsAt = (pointer: string, value: unknown) => readonly string[];

function contentErrors({ pointer, response }: Place, { headers, body }: Answered, errorsAt: ErrorsAt) {
  const declared = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
  const wrong = ['etag', 'location'].filter((name) => declared.includes(name) !== name in headers);
  const errors = wrong.map((name) => `${name} is ${name in headers ? 'not declared' : 'missing'}`);
  const { content } = response;
  if (!content) return body.length === 0 ? errors : [...errors, 'a body, which the document does not have'];
  const mediaType = headers['content-type']?.split(';')[0] ?? 'nothing';
  const name = [mediaType, '*/*'].find((one) => one in content);
  if (name === undefined) return [...errors, `${mediaType}, allowed is ${Object.keys(content).join(' or ')}`];
  if (!mediaType.endsWith('json')) return errors;
  const value: unknown = JSON.parse(body.toString());
  return [...errors, ...errorsAt(`${pointer}/content/${escaped(name)}/schema`, value)];
}

const escaped = (text: string): string =>
  encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

function textOf({ instancePath, message, params }: ErrorObject): string {
  const more = Object.values(params).map((value: unknown) => JSON.stringify(value));
  return `${instancePath === '' ? 'the body' : instancePath} ${message ?? ''} ${more.join(' ')}`.trim();
}
