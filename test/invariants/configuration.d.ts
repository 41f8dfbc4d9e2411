/** Tools read these as JavaScript, before any TypeScript runs. */
declare module '*/.dependency-cruiser.mjs' {
  const config: { readonly forbidden: readonly { readonly name: string; readonly severity: string }[] };
  export default config;
}

declare module '*/slowest-first.mjs' {
  export const SLOWEST: readonly string[];
  export default class SlowestFirst {
    sort<Test extends { readonly path: string }>(tests: readonly Test[]): Test[];
  }
}
