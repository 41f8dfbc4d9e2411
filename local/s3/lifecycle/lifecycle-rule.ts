/** An enabled lifecycle rule, as far as it is applied here. */
export interface LifecycleRule {
  readonly id: string;
  /** Keys it is for; all when empty. */
  readonly prefix: string;
  readonly expirationInDays?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly expirationAt?: number | undefined;
  readonly abortUploadsAfterDays?: number | undefined;
}

/** When, and by which rule, something ends. */
export interface Expiry {
  readonly at: number;
  readonly ruleId: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The time an action is due: the days added, rounded up to the next midnight UTC (S3 User Guide, "Lifecycle
 * configuration elements", "Specifying a time period").
 */
export const dueAt = (since: number, days: number): number =>
  Math.ceil((since + days * DAY_MS) / DAY_MS) * DAY_MS;

/** The earliest expiry of an object, if any rule is for it. */
export function objectExpiry(
  rules: readonly LifecycleRule[],
  object: { readonly key: string; readonly lastModified: number },
): Expiry | undefined {
  return earliest(
    rules.filter(({ prefix }) => object.key.startsWith(prefix)),
    ({ expirationInDays, expirationAt }) =>
      expirationInDays === undefined ? expirationAt : dueAt(object.lastModified, expirationInDays),
  );
}

/** When an unfinished upload is aborted, if any rule is for it. */
export function uploadExpiry(
  rules: readonly LifecycleRule[],
  upload: { readonly key: string; readonly initiatedAt: number },
): Expiry | undefined {
  return earliest(
    rules.filter(({ prefix }) => upload.key.startsWith(prefix)),
    ({ abortUploadsAfterDays: days }) => (days === undefined ? undefined : dueAt(upload.initiatedAt, days)),
  );
}

function earliest(
  rules: readonly LifecycleRule[],
  timeOf: (rule: LifecycleRule) => number | undefined,
): Expiry | undefined {
  const expiries = rules.flatMap((rule) => {
    const at = timeOf(rule);
    return at === undefined ? [] : [{ at, ruleId: rule.id }];
  });
  return expiries.sort((a, b) => a.at - b.at)[0];
}
