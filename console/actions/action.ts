import type { Read } from '../../clients/typescript/mutation.ts';
import type { Change } from '../api/change.ts';

export type FieldKind =
  | 'text'
  | 'number'
  | 'check'
  /** In the time of whoever fills it in; `instantOf` makes ISO 8601 of it. */
  | 'time'
  | { readonly choices: readonly string[] };

export interface Field {
  readonly name: string;
  readonly label: string;
  /** Default: a line of text. A check is 'true' or ''. */
  readonly kind?: FieldKind;
  readonly isRequired?: boolean;
  readonly initial?: string;
  /** Characters; the API allows no more. */
  readonly most?: number;
}

export type Values = Readonly<Record<string, string>>;

/** Something that changes something, before anybody has agreed to it. */
export interface Action {
  readonly title: string;
  /** What it does, in sentences. */
  readonly says: readonly string[];
  /** On the button that does it. */
  readonly confirm: string;
  /** How the button looks: `danger` cannot be taken back. */
  readonly tone?: 'plain' | 'quiet' | 'go' | 'danger';
  readonly fields?: readonly Field[];
  /** Why it can not be asked for like this, in a sentence. */
  readonly objection?: (values: Values) => string | undefined;
  readonly call: (values: Values) => Change;
  /** The resource that is changed: its ETag goes into If-Match. */
  readonly guard?: Read;
  /** The same of the guarded resource as it is now. Throws valibot's ValiError for a body that is none of it. */
  readonly anew?: (body: unknown) => Action;
  /** It creates something: sent again, it is the same. */
  readonly isCreation?: boolean;
  /** Addresses that show something else afterwards begin with these. */
  readonly changes: readonly string[];
  /** The address to go on at, by what was answered. */
  readonly next?: (body: unknown) => string | undefined;
}
