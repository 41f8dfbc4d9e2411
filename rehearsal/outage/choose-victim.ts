/** A model whose failure one mode alone feels. */
export interface Victim {
  readonly model: string;
  readonly mode: string;
}

/** @returns undefined when every model serves several modes, or none but the fallback's */
export function chooseVictim(
  modeModels: Readonly<Record<string, readonly string[]>>,
  fallbackMode: string,
): Victim | undefined {
  const pairs = Object.entries(modeModels).flatMap(([mode, models]) =>
    models.map((model) => ({ mode, model })),
  );
  return pairs.find(
    ({ mode, model }) => mode !== fallbackMode && pairs.filter((pair) => pair.model === model).length === 1,
  );
}
