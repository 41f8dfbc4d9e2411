export const SECTIONS = [
  'home',
  'traffic',
  'runs',
  'runbooks',
  'executions',
  'drills',
  'incidents',
  'approvals',
  'audit',
] as const;

export type Section = (typeof SECTIONS)[number];

/** What a fragment shows: a section's list, or one thing of it. */
export interface Place {
  readonly section: Section;
  readonly id?: string;
}

/** `#/runs/run-1`. What leads nowhere is home. */
export function placeOf(hash: string): Place {
  const [, name = '', id = ''] = hash.replace(/^#/, '').split('/');
  const section = SECTIONS.find((known) => known === name);
  if (section === undefined) return { section: 'home' };
  return id === '' ? { section } : { section, id: decoded(id) };
}

export function addressOf(section: Section, id?: string): string {
  if (section === 'home') return '#/';
  return id === undefined ? `#/${section}` : `#/${section}/${encodeURIComponent(id)}`;
}

/** An id that somebody cut off in the middle of an escape is shown as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
