import { METRICS } from '../../lib/contracts/metrics.ts';
import { failedEventsName } from '../../lib/contracts/names.ts';
import type { AlarmRow } from './alarm-row.ts';
import { ONCE_IT_HAPPENS, WHEN_IT_KEEPS_HAPPENING } from './occurrences.ts';

/** On what no request waits for: work in the background, people who are told and asked, runbooks, drills, scrapes. */
export const OPERATION_ALARMS: readonly AlarmRow[] = [
  {
    name: 'BackgroundErrors',
    severity: 'warning',
    description: 'Work that no request waits for ends in errors',
    metric: METRICS.backgroundErrors,
    ...WHEN_IT_KEEPS_HAPPENING,
  },
  {
    name: 'FailedEvents',
    severity: 'warning',
    description: 'Events that nothing could be done with wait for a person',
    metric: {
      namespace: 'AWS/SQS',
      name: 'ApproximateNumberOfMessagesVisible',
      dimensions: (stage) => ({ QueueName: failedEventsName(stage) }),
    },
    statistic: 'Maximum',
    threshold: 1,
    breaching: 1,
    periods: 1,
    treatMissingData: 'notBreaching',
    missingBecause: 'SQS publishes nothing for a queue that has been empty for hours',
  },
  {
    name: 'NotificationsUndelivered',
    severity: 'critical',
    description: 'People are not told of incidents: a channel takes nothing, or refused a message for good',
    metric: METRICS.undeliveredNotifications,
    ...ONCE_IT_HAPPENS,
    statistic: 'Maximum',
  },
  {
    name: 'TrainerStalled',
    severity: 'warning',
    description: 'A trainer sends no metrics, although its run is neither paused nor over',
    metric: METRICS.stalledRuns,
    statistic: 'Maximum',
    threshold: 1,
    breaching: 1,
    // It is looked for once a minute, which is six periods of the stage rehearsal.
    periods: 7,
    treatMissingData: 'notBreaching',
    missingBecause: 'the metric is only published while a trainer is silent',
  },
  {
    name: 'ApprovalsStuck',
    severity: 'critical',
    description: 'Runbooks wait for approvals that are decided, because they cannot be told',
    metric: METRICS.approvalsStuck,
    ...WHEN_IT_KEEPS_HAPPENING,
    // It is looked for once a minute, which is six periods of the stage rehearsal.
    periods: 13,
    missingBecause: 'the metric is only published while an approval is stuck',
  },
  {
    name: 'RunbookFailed',
    severity: 'critical',
    description: 'A runbook has failed or took too long, and a person has to do what it was for',
    metric: METRICS.runbookFailures,
    ...ONCE_IT_HAPPENS,
  },
  {
    name: 'RunbookStuck',
    severity: 'critical',
    description: 'An execution of a runbook neither starts nor ends as it should, and holds its resource',
    metric: METRICS.stuckExecutions,
    ...WHEN_IT_KEEPS_HAPPENING,
    statistic: 'Maximum',
    missingBecause: 'the metric is only published while an execution is stuck',
  },
  {
    name: 'DrillMissed',
    severity: 'warning',
    description: 'No drill of the runbooks has been complete for more than a month, or nobody looks',
    metric: METRICS.drillOverdue,
    statistic: 'Maximum',
    threshold: 1,
    breaching: 5,
    periods: 5,
    treatMissingData: 'breaching',
    missingBecause: 'each look publishes 0 or 1: without one nobody would know of a drill that was missed',
  },
  {
    name: 'DrillGaps',
    severity: 'warning',
    description: 'A drill has shown that something would be missing if runbooks had to act',
    metric: METRICS.drillGaps,
    ...ONCE_IT_HAPPENS,
    missingBecause: 'the metric is published as a drill is complete',
  },
  {
    name: 'ScrapesFailing',
    severity: 'critical',
    description: 'Prometheus is told nothing by a stage, or not which of its alarms are on',
    metric: METRICS.scrapeGaps,
    ...WHEN_IT_KEEPS_HAPPENING,
    // All rules that follow alarms are silent then, so one has to speak. Each scrape has `up`, whatever came of it.
    rule: {
      expr: [
        'up{job="artisan"} unless on (job, instance) artisan_alarm_active',
        'or absent(artisan_alarm_active) unless on () up{job="artisan"}',
      ].join(' '),
      knownBy: 'vector(0)',
      for: '5m',
    },
  },
];
