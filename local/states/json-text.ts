import type { Json } from './json.ts';

/** As Jackson's default, which AWS's own parser has; far below what would overflow the stack here. */
const DEEPEST = 1000;

/** Throws Error with what is wrong with the text. */
export function parseJsonText(text: string): Json {
  const value = JSON.parse(text) as Json;
  const depth = depthOf(text);
  if (depth > DEEPEST)
    throw new Error(`Document nesting depth (${depth}) exceeds the maximum allowed (${DEEPEST})`);
  return value;
}

/** Of valid JSON: how many brackets are open at most. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
