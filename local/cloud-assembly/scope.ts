/** What an expression can refer to. Each throws CloudAssemblyError for a name it does not know. */
export interface References {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, topKey: string, secondKey: string): unknown;
}

export interface Scope {
  readonly references: References;
  readonly resolve: (value: unknown) => unknown;
}
