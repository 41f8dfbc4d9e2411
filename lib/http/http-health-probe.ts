import type { HealthProbe } from '../health/ports.ts';
import { OutboundError } from './errors.ts';
import type { GuardedHttp, OutboundAnswer } from './guarded-http.ts';

/** A health check says what it has to say by its status; the body is read only to see that it comes. */
const MAX_BODY_BYTES = 4_096;
const HEADERS = { 'user-agent': 'artisan-health-prober', accept: '*/*' };

/**
 * A model is healthy when its URL itself answers 2xx. A redirect is none: it would say how some other server is, and
 * which one the answer decides.
 */
export function createHealthProbe(http: GuardedHttp): HealthProbe {
  return async ({ url, timeoutMs }) => {
    const startedAt = performance.now();
    const judged = await judge(
      () => http({ url, timeoutMs, headers: HEADERS, maxBodyBytes: MAX_BODY_BYTES }),
      url,
    );
    return { ...judged, latencyMs: Math.round(performance.now() - startedAt) };
  };
}

async function judge(call: () => Promise<OutboundAnswer>, url: string) {
  try {
    const { status, headers } = await call();
    const reason = `answered ${status}${redirectOf(status, headers.location, url)}`;
    return { healthy: status >= 200 && status < 300, reason };
  } catch (error) {
    if (error instanceof OutboundError) return { healthy: false, reason: error.message };
    throw error;
  }
}

function redirectOf(status: number, location: string | undefined, url: string): string {
  if (status < 300 || status > 399) return '';
  return `, a redirect to ${URL.parse(location ?? '', url)?.host ?? 'nowhere'} that is not followed`;
}
