/** Who or what started something. A mark and a drill say themselves what they are. */
export const starterOf = ({ kind, by }: { readonly kind: string; readonly by: string }): string =>
  by.startsWith(kind) ? by : `${kind} ${by}`;
