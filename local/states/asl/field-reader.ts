import { compileTemplate, type Template } from '../jsonata/template.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { explainUnknownField } from './jsonpath-fields.ts';
import type { Problem } from './problems.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The largest number of seconds, attempts and the like that AWS takes. */
export const LARGEST = 99_999_999;

/** Reads the fields of one object of a definition, collecting problems instead of throwing. Close it when done. */
export class FieldReader {
  readonly location: string;
  readonly #fields: JsonObject;
  readonly #problems: Problem[];
  readonly #known = new Set<string>();

  constructor(fields: JsonObject, location: string, problems: Problem[]) {
    this.#fields = fields;
    this.location = location;
    this.#problems = problems;
  }

  /** A problem at a field, or at the object itself when `field` is empty. */
  complain(field: string, message: string): void {
    const location = field === '' ? this.location : `${this.location === '/' ? '' : this.location}/${field}`;
    this.#problems.push({ code: 'SCHEMA_VALIDATION_FAILED', message, location: location || '/' });
  }

  has(field: string): boolean {
    return this.#fields[field] !== undefined;
  }

  json(field: string): Json | undefined {
    this.#known.add(field);
    return this.#fields[field];
  }

  text(field: string): string | undefined {
    const value = this.json(field);
    if (value === undefined || typeof value === 'string') return value;
    this.complain(field, `${field} must be a string, not ${JSON.stringify(value)}`);
    return undefined;
  }

  requiredText(field: string): string {
    this.require(field);
    return this.text(field) ?? '';
  }

  texts(field: string): readonly string[] {
    this.require(field);
    const value = this.json(field);
    if (!Array.isArray(value) || value.length === 0 || !value.every((item) => typeof item === 'string')) {
      if (value !== undefined) this.complain(field, `${field} must be a list of at least one string`);
      return [];
    }
    return value;
  }

  flag(field: string): boolean | undefined {
    const value = this.json(field);
    if (value === undefined || typeof value === 'boolean') return value;
    this.complain(field, `${field} must be true or false, not ${JSON.stringify(value)}`);
    return undefined;
  }

  integer(field: string, range: Range): number | undefined {
    const value = this.json(field);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= range.min && value <= range.max) {
      return value;
    }
    const allowed = `an integer from ${range.min} to ${range.max}`;
    this.complain(field, `${field} must be ${allowed}, not ${JSON.stringify(value)}`);
    return undefined;
  }

  template(field: string): Template | undefined {
    const value = this.json(field);
    if (value === undefined) return undefined;
    this.#refuseJsonPathKeys(value, field);
    return compileTemplate(value, (message, path) => {
      this.complain([field, ...path].join('/'), message);
    });
  }

  /** A string or a JSONata expression that gives one. */
  textTemplate(field: string): Template | undefined {
    const value = this.json(field);
    if (value === undefined || typeof value === 'string') return this.template(field);
    this.complain(field, `${field} must be a string or JSONata, not ${JSON.stringify(value)}`);
    return undefined;
  }

  /** An integer or a JSONata expression that gives one. */
  integerTemplate(field: string, range: Range): Template | undefined {
    const template = this.template(field);
    if (template?.kind !== 'constant') return template;
    const value = this.integer(field, range);
    return value === undefined ? undefined : template;
  }

  object(field: string): FieldReader | undefined {
    const value = this.json(field);
    if (value === undefined) return undefined;
    if (isJsonObject(value)) return new FieldReader(value, this.#below(field), this.#problems);
    this.complain(field, `${field} must be an object`);
    return undefined;
  }

  objects(field: string): readonly FieldReader[] {
    const value = this.json(field);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every(isJsonObject)) {
      return value.map(
        (item, index) => new FieldReader(item, this.#below(`${field}[${index}]`), this.#problems),
      );
    }
    this.complain(field, `${field} must be a list of objects`);
    return [];
  }

  /** The objects behind all names, for fields whose keys are names. */
  entries(): readonly (readonly [string, FieldReader])[] {
    return Object.entries(this.#fields).flatMap(([name, value]) => {
      this.#known.add(name);
      if (isJsonObject(value)) {
        return [[name, new FieldReader(value, this.#below(name), this.#problems)] as const];
      }
      this.complain(name, 'A state must be an object');
      return [];
    });
  }

  require(field: string): void {
    if (!this.has(field)) this.complain('', `These fields are required: [${field}]`);
  }

  /** Complains about every field that nobody asked for. */
  close(): void {
    this.text('Comment');
    for (const field of Object.keys(this.#fields)) {
      if (!this.#known.has(field)) this.complain(field, explainUnknownField(field));
    }
  }

  #below(field: string): string {
    return `${this.location === '/' ? '' : this.location}/${field}`;
  }

  #refuseJsonPathKeys(value: Json, path: string): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, field] of Object.entries<Json>(value)) {
      if (isJsonObject(value) && name.endsWith('.$'))
        this.complain(`${path}/${name}`, explainUnknownField(name));
      this.#refuseJsonPathKeys(field, `${path}/${name}`);
    }
  }
}
