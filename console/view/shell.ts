import { h, type ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { LISTS } from '../api/lists.ts';
import { useConsole } from '../context.ts';
import { openPace } from '../live/pace.ts';
import { usePages } from '../live/use-pages.ts';
import { addressOf, SECTIONS, type Place, type Section } from '../routing.ts';

/** What stands around every page: where one can go, who is here, and whether somebody is waited for. */
export function Shell({ place, children }: { readonly place: Place; readonly children?: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const { section, id } = place;
  useEffect(() => {
    document.title = `${id === undefined ? '' : `${id} · `}${NAMES[section]} · Artisan`;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [section, id]);
  return [
    h('a', { class: 'skip', href: '#main', onClick: skipTo(main) }, 'Skip to the page'),
    h(
      'header',
      { class: 'top' },
      h('a', { class: 'brand', href: '#/' }, 'Artisan'),
      h(Navigation, { section }),
      h(Me, {}),
    ),
    h('main', { id: 'main', ref: main, tabIndex: -1 }, children),
  ];
}

/** The fragment names a page, so the link can not name a place on it. */
const skipTo = (main: { readonly current: HTMLElement | null }) => (event: Event) => {
  event.preventDefault();
  main.current?.focus();
};

const NAMES: Readonly<Record<Section, string>> = {
  home: 'Home',
  traffic: 'Traffic',
  runs: 'Training',
  runbooks: 'Runbooks',
  executions: 'Executions',
  drills: 'Drills',
  incidents: 'Incidents',
  approvals: 'Approvals',
  audit: 'Audit',
};

function Navigation({ section: current }: { readonly section: Section }) {
  const { body, problem } = usePages(LISTS.approvals({ status: 'pending' }), openPace);
  const waiting = body?.items.length ?? 0;
  const count = problem ? 'not known now' : waiting > 0 && `${waiting} waiting`;
  return h(
    'nav',
    { 'aria-label': 'Console' },
    ...SECTIONS.map((section) =>
      h(
        'a',
        { href: addressOf(section), 'aria-current': section === current ? 'page' : undefined },
        NAMES[section],
        section === 'approvals' && count !== false && [' ', h('span', { class: 'count' }, count)],
      ),
    ),
  );
}

function Me() {
  const { who, signOut } = useConsole();
  return h(
    'p',
    { class: 'me' },
    h('strong', {}, who.name),
    ` ${who.roles.join(', ') || 'no role'} `,
    h('button', { type: 'button', class: 'quiet small', onClick: signOut }, 'Sign out'),
  );
}
