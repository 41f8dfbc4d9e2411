export type Matcher = (value: string) => boolean;

/**
 * IAM's wildcards: `*` stands for any run of characters, `?` for exactly one. The walk keeps one point to return to,
 * so a hostile pattern or value costs at most the product of their lengths, never more.
 */
export function compileWildcard(pattern: string): Matcher {
  if (pattern === '*') return () => true;
  if (!/[*?]/.test(pattern)) return (value) => value === pattern;
  return (value) => matches(pattern, value);
}

function matches(pattern: string, value: string): boolean {
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  for (let index = 0; index < value.length;) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      resumeAt = index;
      at += 1;
    } else if (wanted === '?' || wanted === value[index]) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      resumeAt += 1;
      index = resumeAt;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
