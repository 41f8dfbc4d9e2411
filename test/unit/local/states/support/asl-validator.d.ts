declare module 'asl-validator' {
  /** Changes the definition it is given. */
  export default function validate(definition: unknown): {
    readonly isValid: boolean;
    errorsText(separator?: string): string;
  };
}
