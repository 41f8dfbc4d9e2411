/** Kept and given back as it is: there is nothing here that draws it. */
export interface Dashboard {
  readonly name: string;
  /** JSON text. */
  readonly body: string;
  readonly modifiedMs: number;
}

export type Dashboards = ReadonlyMap<string, Dashboard>;
