import { randomUUID } from 'node:crypto';
import type { Json } from '../json.ts';
import type { StatesError } from './states-error.ts';

/** A task as those who hold its token see it. */
export interface CallbackTask {
  readonly isOpen: boolean;
  succeed(result: Json): void;
  fail(error: StatesError): void;
  /** A sign of life. */
  beat(): void;
}

/** Tasks that wait for a callback, by token. */
export class TaskTokens {
  readonly #open = new Map<string, CallbackTask>();

  /** A token names its execution, so that a closed one can be told from one that never was. */
  create(executionArn: string): string {
    return Buffer.from(`${executionArn} ${randomUUID()}`).toString('base64url');
  }

  open(token: string, task: CallbackTask): void {
    this.#open.set(token, task);
  }

  close(token: string): void {
    this.#open.delete(token);
  }

  find(token: string): CallbackTask | undefined {
    return this.#open.get(token);
  }
}

const TOKEN = /^(?<executionArn>arn:[^\s]+:execution:[^\s]+) [0-9a-f-]{36}$/;

/** The execution that a token belongs to; undefined when the text is no token. */
export function executionOfToken(token: string): string | undefined {
  return TOKEN.exec(Buffer.from(token, 'base64url').toString('utf8'))?.groups?.['executionArn'];
}
