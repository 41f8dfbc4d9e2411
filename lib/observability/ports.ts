/** Tokens that may read GET /metrics. Throws StoreUnavailableError or StoreDeniedError. */
export interface ScrapeTokens {
  /** Undefined while none was set. */
  read(): Promise<string | undefined>;
}

/** How often a cache answers. Throws StoreUnavailableError or StoreDeniedError. */
export interface CacheSource {
  /** The newest figure of the last quarter of an hour, 0..1; undefined without one. */
  hitRate(): Promise<number | undefined>;
}
