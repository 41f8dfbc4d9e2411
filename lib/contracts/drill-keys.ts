/** Partitions of drills in the control table. */
export const DRILL_KEYS = {
  record: (id: string) => ({ pk: `drill#${id}`, sk: 'drill' }),
  list: 'drills',
  line: (id: string) => ({ pk: 'drills', sk: id }),
  /** The one that runs: there is at most one. */
  open: { pk: 'drills#open', sk: 'open' },
  state: { pk: 'drills#state', sk: 'state' },
  partitions: ['drill#*', 'drills', 'drills#open', 'drills#state'],
} as const;
