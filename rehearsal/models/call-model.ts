/** How one question went. */
export interface ModelAnswer {
  readonly ok: boolean;
  readonly latencyMs: number;
}

const PATIENCE_MS = 5_000;

/** Asks a model one question. Whatever goes wrong is an answer that is not ok. */
export async function callModel(url: string | undefined): Promise<ModelAnswer> {
  const startedAt = performance.now();
  const ok = await isAnswered(url);
  return { ok, latencyMs: performance.now() - startedAt };
}

async function isAnswered(url: string | undefined): Promise<boolean> {
  if (url === undefined) return false;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
