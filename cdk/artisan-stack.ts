import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../lib/config/config.ts';
import { Approvals } from './constructs/approvals.ts';
import { CallerPolicies } from './constructs/caller-policies.ts';
import { Checkpoints } from './constructs/checkpoints.ts';
import { Console } from './constructs/console.ts';
import { ControlTable } from './constructs/control-table.ts';
import { FailedEvents } from './constructs/failed-events.ts';
import { Health } from './constructs/health.ts';
import { Incidents } from './constructs/incidents.ts';
import { Identity } from './constructs/identity.ts';
import { Api } from './constructs/api.ts';
import { RunbookDispatch } from './constructs/runbook-dispatch.ts';
import { RunbookMachines } from './constructs/runbook-machines.ts';
import { Runbooks } from './constructs/runbooks.ts';
import { Observability } from './constructs/observability.ts';
import { Serving } from './constructs/serving.ts';
import { SlackInteractions } from './constructs/slack-interactions.ts';
import { Status } from './constructs/status.ts';
import { Targets } from './constructs/targets.ts';
import { TrainingWatch } from './constructs/training-watch.ts';
import { Training } from './constructs/training.ts';
import { addOutputs } from './add-outputs.ts';
import { addAlarms } from './monitoring/add-alarms.ts';
import { addDashboard } from './monitoring/add-dashboard.ts';
import { signalsOf } from './monitoring/signals.ts';

export interface ArtisanStackProps {
  readonly config: Config;
  readonly version: string;
  readonly bundlesFolder: string;
}

/** The whole control plane of one stage. */
export class ArtisanStack extends Stack {
  constructor(scope: Construct, id: string, { config, version, bundlesFolder }: ArtisanStackProps) {
    super(scope, id, { description: `Artisan control plane, stage ${config.stage.name}` });
    const { stage } = config;
    const metricsNamespace = `Artisan/${stage.name}`;
    const shared = { stage, bundlesFolder, metricsNamespace };

    const failedEvents = new FailedEvents(this, 'FailedEvents', { stage });
    const controlTable = new ControlTable(this, 'ControlTable', { stage });
    const identity = new Identity(this, 'Identity', { stage });
    const background = { ...shared, config, controlTable, failedEvents };
    const serving = new Serving(this, 'Serving', background);
    const health = new Health(this, 'Health', background);
    new TrainingWatch(this, 'TrainingWatch', background);
    const checkpoints = new Checkpoints(this, 'Checkpoints', background);
    const training = new Training(this, 'Training', { ...shared, config, controlTable, checkpoints });
    const approvals = new Approvals(this, 'Approvals', { ...background, identity });
    const targets = new Targets(this, 'Targets', { config });
    const { steps, plans } = new Runbooks(this, 'Runbooks', {
      ...{ ...shared, config, controlTable, checkpoints, targets },
    });
    new RunbookMachines(this, 'RunbookMachines', {
      config,
      functions: { steps, plans, approvalGate: approvals.gate },
    });
    const runbooks = new RunbookDispatch(this, 'RunbookDispatch', background);
    const incidents = new Incidents(this, 'Incidents', background);
    for (const keys of [incidents.channels, targets]) keys.grantMiss(runbooks.drills);
    const slack = new SlackInteractions(this, 'SlackInteractions', {
      ...shared,
      controlTable,
      identity,
      channels: incidents.channels,
    });
    const console = new Console(this, 'Console', { ...shared, identity });
    const status = new Status(this, 'Status', { ...shared, version });
    const observability = new Observability(this, 'Observability', {
      ...shared,
      config,
      controlTable,
      series: training.series,
    });
    const api = new Api(this, 'Api', {
      stage,
      identity,
      functions: {
        selections: serving.selections,
        outcomes: serving.outcomes,
        traffic: serving.traffic,
        health: health.function,
        training: training.trainer,
        runs: training.people,
        checkpoints: checkpoints.function,
        charts: training.charts,
        runbooks: runbooks.function,
        incidents: incidents.function,
        'slack-interactions': slack.function,
        metrics: observability.metrics,
        approvals: approvals.function,
        'approval-page': approvals.page,
        console: console.function,
        report: observability.report,
        status: status.function,
      },
    });
    incidents.linkTo(api.url);
    observability.linkTo(api.httpApi.apiId);
    const callers = new CallerPolicies(this, 'Callers', { api });
    const monitoring = {
      stageName: stage.name,
      metricsNamespace,
      periodMs: stage.alarm_period,
      signals: signalsOf(config),
      isProbed: health.isProbed,
    };
    const modes = Object.keys(config.traffic_distribution.modes);
    addDashboard(this, addAlarms(this, monitoring), { ...monitoring, modes, cache: observability.cache });

    addOutputs(this, {
      ...{ api, controlTable, identity, serving, training },
      ...{ checkpoints, observability, callers, approvals },
    });
  }
}
