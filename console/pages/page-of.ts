import { h, type ComponentType } from 'preact';
import type { Place, Section } from '../routing.ts';
import { Approval } from './approval.ts';
import { Approvals } from './approvals.ts';
import { Audit } from './audit.ts';
import { Drill } from './drill.ts';
import { Drills } from './drills.ts';
import { Execution } from './execution.ts';
import { Executions } from './executions.ts';
import { Home } from './home.ts';
import { Incident } from './incident.ts';
import { Incidents } from './incidents.ts';
import { Run } from './run.ts';
import { Runbook } from './runbook.ts';
import { Runbooks } from './runbooks.ts';
import { Runs } from './runs.ts';
import { Traffic } from './traffic.ts';

interface Pages {
  readonly list: ComponentType;
  /** Of one thing. Without it there is nothing but the list. */
  readonly one?: ComponentType<{ readonly id: string }>;
}

const PAGES: Readonly<Record<Section, Pages>> = {
  home: { list: Home },
  traffic: { list: Traffic },
  runs: { list: Runs, one: Run },
  runbooks: { list: Runbooks, one: Runbook },
  executions: { list: Executions, one: Execution },
  drills: { list: Drills, one: Drill },
  incidents: { list: Incidents, one: Incident },
  approvals: { list: Approvals, one: Approval },
  audit: { list: Audit },
};

/** The page of a place. */
export function PageOf({ place: { section, id } }: { readonly place: Place }) {
  const { list, one } = PAGES[section];
  return one && id !== undefined ? h(one, { id }) : h(list, {});
}
