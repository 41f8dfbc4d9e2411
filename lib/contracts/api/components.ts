import type { GenericSchema } from 'valibot';
import { approvalAnswer, approvalLineAnswer } from '../answers/approvals.ts';
import { breakerAnswer, modelsHealthAnswer } from '../answers/breakers.ts';
import { checkpointAnswer, downloadAnswer, uploadAnswer } from '../answers/checkpoints.ts';
import { directiveAnswer, overridesAnswer } from '../answers/directives.ts';
import { incidentAnswer, incidentLineAnswer, timelineAnswer } from '../answers/incidents.ts';
import { outcomesAnswer } from '../answers/outcomes.ts';
import { checklistAnswer, reportAnswer } from '../answers/reports.ts';
import { executionAnswer, executionLineAnswer, runbookAnswer } from '../answers/runbooks.ts';
import { begunRunAnswer, chartAnswer, metricsAnswer, runAnswer } from '../answers/runs.ts';
import { normalizerAnswer, scheduleAnswer } from '../answers/schedules.ts';
import { distributionAnswer, selectionAnswer, trafficAnswer } from '../answers/traffic.ts';
import { offeredCommand } from '../offered-command.ts';

/** Schemas that have a name in the API's document; all others stand where they are used. */
export const COMPONENTS: Readonly<Record<string, GenericSchema>> = {
  Approval: approvalAnswer,
  ApprovalLine: approvalLineAnswer,
  BegunRun: begunRunAnswer,
  Breaker: breakerAnswer,
  Chart: chartAnswer,
  Checklist: checklistAnswer,
  Checkpoint: checkpointAnswer,
  CheckpointDownload: downloadAnswer,
  CheckpointUpload: uploadAnswer,
  Command: offeredCommand,
  Directive: directiveAnswer,
  Distribution: distributionAnswer,
  Execution: executionAnswer,
  ExecutionLine: executionLineAnswer,
  Incident: incidentAnswer,
  IncidentLine: incidentLineAnswer,
  MetricsTaken: metricsAnswer,
  ModelsHealth: modelsHealthAnswer,
  Normalizer: normalizerAnswer,
  OutcomesTaken: outcomesAnswer,
  Overrides: overridesAnswer,
  Report: reportAnswer,
  Run: runAnswer,
  Runbook: runbookAnswer,
  Schedule: scheduleAnswer,
  Selection: selectionAnswer,
  TimelineLine: timelineAnswer,
  Traffic: trafficAnswer,
};
