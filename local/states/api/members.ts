import { AwsError } from '../../aws-endpoint/aws-error.ts';

/** Reads the members of a request. Refuses with ValidationException, in AWS's words. Close it when done. */
export class Members {
  readonly #input: Readonly<Record<string, unknown>>;
  readonly #known = new Set<string>();

  constructor(input: Readonly<Record<string, unknown>>) {
    this.#input = input;
  }

  /** Limits are in characters. */
  text(member: string, limit: { readonly max: number; readonly min?: number }): string | undefined {
    const value = this.#take(member);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw invalid(value, member, 'Member must be a string');
    const { max, min = 0 } = limit;
    if (value.length > max)
      throw invalid(value, member, `Member must have length less than or equal to ${max}`);
    if (value.length < min) {
      throw invalid(value, member, `Member must have length greater than or equal to ${min}`);
    }
    return value;
  }

  requiredText(member: string, limit: { readonly max: number; readonly min?: number }): string {
    const value = this.text(member, limit);
    if (value === undefined) throw invalid(null, member, 'Member must not be null');
    return value;
  }

  integer(member: string, { min, max }: { readonly min: number; readonly max: number }): number | undefined {
    const value = this.#take(member);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw invalid(value, member, 'Member must be an integer');
    }
    if (value > max) throw invalid(value, member, `Member must have value less than or equal to ${max}`);
    if (value < min) throw invalid(value, member, `Member must have value greater than or equal to ${min}`);
    return value;
  }

  flag(member: string): boolean | undefined {
    const value = this.#take(member);
    if (value === undefined || typeof value === 'boolean') return value;
    throw invalid(value, member, 'Member must be a boolean');
  }

  choice<Value extends string>(member: string, allowed: readonly Value[]): Value | undefined {
    const value = this.#take(member);
    const found = allowed.find((candidate) => candidate === value);
    if (value !== undefined && found === undefined) {
      throw invalid(value, member, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
    }
    return found;
  }

  /** Refuses members that nobody asked for: they would be ignored without a word. */
  close(): void {
    for (const member of Object.keys(this.#input)) {
      if (!this.#known.has(member)) {
        throw invalid(this.#input[member], member, 'Member is not supported by this local stack');
      }
    }
  }

  #take(member: string): unknown {
    this.#known.add(member);
    return this.#input[member] ?? undefined;
  }
}

function invalid(value: unknown, member: string, constraint: string): AwsError {
  const shown = value === null ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  const message = `Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`;
  return new AwsError('ValidationException', `1 validation error detected: ${message}`);
}
