/**
 * Schemas of answers let more fields come, as the contract says they may. Ours have to be declared: every object that
 * names its members has no others.
 */
export function strict(node: unknown, isBranch = false): unknown {
  if (Array.isArray(node)) return node.map((item: unknown) => strict(item));
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.entries(node).map(([name, member]: [string, unknown]) => {
    if (name === 'example' || name === 'examples' || name === 'enum') return [name, member] as const;
    // What a branch evaluates, the whole has evaluated.
    const isAllOf = name === 'allOf' && Array.isArray(member);
    return [name, isAllOf ? member.map((one: unknown) => strict(one, true)) : strict(member)] as const;
  });
  const isClosed =
    !isBranch && ('allOf' in node || 'properties' in node) && !('additionalProperties' in node);
  return {
    ...Object.fromEntries(members),
    ...(isClosed && isSchema(node) && { unevaluatedProperties: false }),
  };
}

/** And not the member of one that is called `properties`. */
const isSchema = (node: object): boolean =>
  'allOf' in node || ('properties' in node && 'type' in node && node.type === 'object');
