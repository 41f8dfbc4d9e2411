/** Markup, a way out of an attribute, and what looks like an end of text. */
export const POISON = `<img src=x onerror="document.title='taken'">'"><script>document.title='taken'</script>&lt;b`;

/** Members whose values the contract limits, or that addresses are made of. */
const LIMITED =
  /^(status|kind|mode|severity|state|via|decided_via|outcome|decision|reason_code|automation|on_failure|method|action|run_id|id|run_id|.*_at|at|from|until|sha256|path)$/;

/** What the API answered, with markup in every member that may hold any text, names of members included. */
export function poisoned(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return LIMITED.test(name) ? value : `${POISON} ${value}`;
  if (Array.isArray(value)) return value.map((item: unknown) => poisoned(item, name));
  if (typeof value !== 'object' || value === null) return value;
  const isRecord = ['plan', 'input', 'labels', 'modes', 'inputs'].includes(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [isRecord ? `${POISON}${key}` : key, poisoned(item, key)]),
  );
}
