/** What was typed after the command. */
export interface Input {
  /** In the order of `args`; those that may be left out are undefined. */
  readonly args: readonly (string | undefined)[];
  readonly text: (option: string) => string | undefined;
  readonly flag: (option: string) => boolean;
}
