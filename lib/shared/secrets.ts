export interface Secret {
  readonly value: string;
  /** Tells its receiver which one it is while it is being replaced. */
  readonly version: number;
}

/** A secret by its name in the parameter store; undefined when there is none. Throws a StoreError. */
export type Secrets = (name: string) => Promise<Secret | undefined>;
