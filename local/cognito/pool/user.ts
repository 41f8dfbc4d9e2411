/** A user as the directory keeps it. Times in milliseconds since the epoch. */
export interface User {
  readonly username: string;
  readonly sub: string;
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  readonly status: 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD';
  readonly password: string;
  /** Made at start, so that its password may be printed. */
  readonly local: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
}
