import { createHash } from 'node:crypto';

/** What a decision is bound to: what would be done, by which action, to which resource. 64 hexadecimal digits. */
export function planHash(plan: {
  readonly action: string;
  readonly resource: string;
  readonly facts: Readonly<Record<string, unknown>>;
}): string {
  return createHash('sha256').update(JSON.stringify(plan, sorted)).digest('hex');
}

/** Two objects with the same members are the same facts, whatever their order. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
