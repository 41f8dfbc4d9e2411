import type { RouteKey, Segment } from './route-key.ts';

const RANK: Readonly<Record<Segment['kind'], number>> = { static: 0, parameter: 1, greedy: 2 };

/**
 * Orders route keys so that the first one that matches is the most specific: full matches before greedy ones before
 * `$default`; then static segments before parameters, from the left; then a method before ANY.
 * Source: "Create routes for HTTP APIs in API Gateway", which says nothing of two parameters in different places.
 */
export function bySpecificity(left: RouteKey, right: RouteKey): number {
  return (
    breadth(left) - breadth(right) ||
    compareSegments(left.segments ?? [], right.segments ?? []) ||
    Number(left.method === 'ANY') - Number(right.method === 'ANY')
  );
}

function breadth({ segments }: RouteKey): number {
  if (!segments) return 2;
  return segments.at(-1)?.kind === 'greedy' ? 1 : 0;
}

function compareSegments(left: readonly Segment[], right: readonly Segment[]): number {
  for (const [index, segment] of left.entries()) {
    const other = right[index];
    if (!other) return 1;
    const difference = RANK[segment.kind] - RANK[other.kind];
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
