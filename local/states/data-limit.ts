/** "Step Functions service quotas": input or output of a state, task or execution, in bytes of UTF-8. */
export const PAYLOAD_LIMIT_BYTES = 262_144;

/** Longest `error` and `cause`, in characters; causes that are longer lose their end. */
export const LONGEST_ERROR = 256;
export const LONGEST_CAUSE = 32_768;

export function exceedsPayloadLimit(text: string): boolean {
  // A UTF-16 unit makes at most three bytes: most texts need no counting.
  return text.length * 3 > PAYLOAD_LIMIT_BYTES && Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES;
}
