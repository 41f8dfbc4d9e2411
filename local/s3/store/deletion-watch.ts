/** Tells a write in progress whether its key was deleted since it began. */
export interface DeletionWatch {
  readonly deleted: boolean;
  end(): void;
}

export interface DeletionWatches {
  watch(key: string): DeletionWatch;
  note(key: string): void;
}

export function createDeletionWatches(): DeletionWatches {
  const watches = new Map<string, Set<{ deleted: boolean }>>();
  return {
    watch: (key) => {
      const state = { deleted: false };
      const ofKey = watches.get(key) ?? new Set();
      watches.set(key, ofKey.add(state));
      return {
        get deleted() {
          return state.deleted;
        },
        end: () => {
          ofKey.delete(state);
          if (ofKey.size === 0 && watches.get(key) === ofKey) watches.delete(key);
        },
      };
    },
    note: (key) => {
      for (const state of watches.get(key) ?? []) state.deleted = true;
    },
  };
}
