/** Three parts in base64url: a JWT. */
const JWT = /[\w-]+\.[\w-]+\.[\w-]+/;
const LINKED = /#(?:.*&)?token=([^&\s]+)/;

/** The token in what somebody pasted: by itself, in a link to the console, or in the answer that gave it. */
export function tokenIn(pasted: string): string {
  return JWT.exec(LINKED.exec(pasted)?.[1] ?? pasted)?.[0] ?? LINKED.exec(pasted)?.[1] ?? pasted.trim();
}
