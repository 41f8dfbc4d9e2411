// Made of the API by `npm run openapi`.

export interface paths {
    readonly "/v1/selections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Choose the mode that answers a session */
        readonly post: operations["postSelections"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/outcomes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report how selections went, up to 500 at once
         * @description Each outcome is taken or rejected by itself: the answer names those that were not taken.
         */
        readonly post: operations["postOutcomes"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/traffic": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read weights, downshifts and breakers as they stand */
        readonly get: operations["getTraffic"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/traffic/weights": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Set the weights of the modes */
        readonly put: operations["putTrafficWeights"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/traffic/downshifts/{mode}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Send a mode's sessions to another mode */
        readonly put: operations["putTrafficDownshiftsMode"];
        readonly post?: never;
        /**
         * Let a mode's sessions return to it
         * @description A downshift that a runbook has set stands until the models that come into use again had healthy checks in a row (`restore_checks`, 3): `not_recovered` says what is missing. `force=true` with a `reason` ends it all the same.
         */
        readonly delete: operations["deleteTrafficDownshiftsMode"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/traffic/distribution": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Compare the actual split with its target */
        readonly get: operations["getTrafficDistribution"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/breakers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the breakers of all models */
        readonly get: operations["getBreakers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/breakers/{model}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read the breaker of a model */
        readonly get: operations["getBreakersModel"];
        /**
         * Force a breaker, or give it back to itself
         * @description `auto` for a breaker that a runbook has forced waits until its model had healthy checks in a row (`restore_checks`, 3): `not_recovered` says what is missing. `force` with a reason ends it all the same.
         */
        readonly put: operations["putBreakersModel"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/health/models": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how each model's last health check went */
        readonly get: operations["getHealthModels"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the runs, newest first */
        readonly get: operations["getRuns"];
        readonly put?: never;
        /** Begin a run, or attach to the one of that id */
        readonly post: operations["postRuns"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a run's chart, thinned out with its extremes kept */
        readonly get: operations["getRunsRunMetrics"];
        readonly put?: never;
        /**
         * Report a batch of steps, as rows or as columns
         * @description A step counts once, so a batch may be sent again. The answer steers the trainer. Beside `reward` and `loss`, `kl` and `episode_reward` are watched; `entropy_coef` and `learning_rate`, as they were used, are held to what the schedule says: without them nobody but the trainer knows whether it goes by it.
         */
        readonly post: operations["postRunsRunMetrics"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/schedule": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read what to train a step with */
        readonly get: operations["getRunsRunSchedule"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/directive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read what the trainer is to do */
        readonly get: operations["getRunsRunDirective"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/acks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say that a directive was carried out, or that it failed */
        readonly post: operations["postRunsRunAcks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/finish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a run that has trained all it was to */
        readonly post: operations["postRunsRunFinish"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a run as it stands */
        readonly get: operations["getRunsRun"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/directives": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Pause, resume, save now or stop a run */
        readonly post: operations["postRunsRunDirectives"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/rollback": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a run back to a checkpoint */
        readonly post: operations["postRunsRunRollback"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/overrides": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read what stands in place of the schedule */
        readonly get: operations["getRunsRunOverrides"];
        /** Set what stands in place of the schedule; what is left out follows the schedule again */
        readonly put: operations["putRunsRunOverrides"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/checkpoints": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the checkpoints of a run, newest first */
        readonly get: operations["getRunsRunCheckpoints"];
        readonly put?: never;
        /** Announce a checkpoint, and get signed URLs to upload it with */
        readonly post: operations["postRunsRunCheckpoints"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/checkpoints/{step}/commit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Verify what was uploaded, and keep it as a checkpoint
         * @description Repeatable. 202 while S3 still puts the parts together: ask again.
         */
        readonly post: operations["postRunsRunCheckpointsStepCommit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/checkpoints/{sel}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a checkpoint: of a step, or the latest, best or stable one */
        readonly get: operations["getRunsRunCheckpointsSel"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/checkpoints/{sel}/download": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get a URL of the bytes, as a service */
        readonly get: operations["getRunsRunCheckpointsSelDownload"];
        readonly put?: never;
        /** Get a URL of the bytes, as a person */
        readonly post: operations["postRunsRunCheckpointsSelDownload"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runs/{run}/checkpoints/{step}/pin": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Keep a checkpoint whatever is pruned */
        readonly put: operations["putRunsRunCheckpointsStepPin"];
        readonly post?: never;
        /** Let a checkpoint be pruned again */
        readonly delete: operations["deleteRunsRunCheckpointsStepPin"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/incidents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the incidents, newest first */
        readonly get: operations["getIncidents"];
        readonly put?: never;
        /** Open an incident */
        readonly post: operations["postIncidents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/incidents/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an incident, and what can be done about it */
        readonly get: operations["getIncidentsId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/incidents/{id}/timeline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the lines of an incident's timeline, newest first */
        readonly get: operations["getIncidentsIdTimeline"];
        readonly put?: never;
        /** Add a note to an incident */
        readonly post: operations["postIncidentsIdTimeline"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/incidents/{id}/resolve": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Resolve an incident */
        readonly post: operations["postIncidentsIdResolve"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/checklist": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read whether the launch is going as it should, now */
        readonly get: operations["getChecklist"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how the launch went, figure by figure */
        readonly get: operations["getReport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Scrape how the stage stands, as Prometheus text */
        readonly get: operations["getMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/approvals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the approvals, newest first */
        readonly get: operations["getApprovals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/approvals/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an approval: the plan, and who did what about it */
        readonly get: operations["getApprovalsId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/approvals/{id}/decision": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Approve or reject the plan that was read
         * @description Nobody decides on what he has started himself. The user pool is asked again whether he may.
         */
        readonly post: operations["postApprovalsIdDecision"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runbooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the runbooks */
        readonly get: operations["getRunbooks"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runbooks/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read what a runbook does, and what is under way */
        readonly get: operations["getRunbooksId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/runbooks/{id}/executions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Start a runbook: live, as a dry run or as a drill */
        readonly post: operations["postRunbooksIdExecutions"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/executions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the executions, newest first */
        readonly get: operations["getExecutions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/executions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how an execution and each of its steps went */
        readonly get: operations["getExecutionsId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/executions/{id}/stop": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop an execution */
        readonly post: operations["postExecutionsIdStop"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/drills": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the drills, newest first */
        readonly get: operations["getDrills"];
        readonly put?: never;
        /** Drill every runbook now */
        readonly post: operations["postDrills"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/drills/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read what a drill has shown: times, and what would be missing */
        readonly get: operations["getDrillsId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/slack/interactions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Decide an approval by a button of its card in Slack */
        readonly post: operations["postSlackInteractions"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/approve/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The page of an approval: it signs in and calls the API, and decides nothing itself */
        readonly get: operations["getApproveId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/approve/page.css": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Its styles */
        readonly get: operations["getApprovePageCss"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/approve/page.js": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Its script */
        readonly get: operations["getApprovePageJs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/approve/cost.js": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Its script for what approving costs */
        readonly get: operations["getApproveCostJs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/approve/sign-in.js": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Its script for signing in */
        readonly get: operations["getApproveSignInJs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/console": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The console: it signs in and calls the API */
        readonly get: operations["getConsole"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/console/{file}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The files of the console */
        readonly get: operations["getConsoleFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the API answers */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/version": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Which release answers */
        readonly get: operations["getVersion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read this document */
        readonly get: operations["getOpenapiJson"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Approval: {
            readonly id: string;
            readonly execution_id: string;
            readonly runbook: string;
            readonly resource: string;
            readonly step: string;
            readonly step_name: string;
            readonly trigger: {
                /** @enum {string} */
                readonly kind: "alarm" | "mark" | "person" | "drill";
                readonly by: string;
                readonly at: string;
                readonly detail?: string;
            };
            readonly summary: string;
            /** @description What is decided on, as data */
            readonly plan: {
                readonly [key: string]: unknown;
            };
            /** @description To be sent with the decision: of the plan that was read */
            readonly plan_hash: string;
            /** @enum {string} */
            readonly status: "pending" | "approved" | "rejected" | "expired";
            /** Format: date-time */
            readonly requested_at: string;
            /** Format: date-time */
            readonly expires_at: string;
            readonly incident_id?: string;
            /** @description Who started it, and may not decide it */
            readonly requested_by?: string;
            /** Format: date-time */
            readonly decided_at?: string;
            readonly decided_by?: string;
            /**
             * @description slack, step_functions and callback are how the decision came; console is what a request over the API says of itself, and whoever holds the token could say so
             * @enum {string}
             */
            readonly decided_via?: "api" | "console" | "slack" | "step_functions" | "callback";
            readonly comment?: string;
            /** @description Who did what, or tried to: the newest lines, oldest first */
            readonly audit: readonly {
                readonly id: string;
                /** Format: date-time */
                readonly at: string;
                readonly actor: string;
                /** @enum {string} */
                readonly via: "api" | "console" | "slack" | "step_functions" | "callback" | "system";
                /** @enum {string} */
                readonly outcome: "asked" | "approved" | "rejected" | "expired" | "refused";
                /** @enum {string} */
                readonly decision?: "approve" | "reject";
                /** @enum {string} */
                readonly reason?: "not_in_pool" | "not_an_approver" | "own_request" | "plan_changed" | "already_decided" | "expired" | "not_waiting";
                readonly comment?: string;
            }[];
        };
        readonly ApprovalLine: {
            readonly id: string;
            readonly execution_id: string;
            readonly runbook: string;
            readonly resource: string;
            readonly step: string;
            readonly step_name: string;
            readonly trigger: {
                /** @enum {string} */
                readonly kind: "alarm" | "mark" | "person" | "drill";
                readonly by: string;
                readonly at: string;
                readonly detail?: string;
            };
            readonly summary: string;
            /** @description What is decided on, as data */
            readonly plan: {
                readonly [key: string]: unknown;
            };
            /** @description To be sent with the decision: of the plan that was read */
            readonly plan_hash: string;
            /** @enum {string} */
            readonly status: "pending" | "approved" | "rejected" | "expired";
            /** Format: date-time */
            readonly requested_at: string;
            /** Format: date-time */
            readonly expires_at: string;
            readonly incident_id?: string;
            /** @description Who started it, and may not decide it */
            readonly requested_by?: string;
            /** Format: date-time */
            readonly decided_at?: string;
            readonly decided_by?: string;
            /**
             * @description slack, step_functions and callback are how the decision came; console is what a request over the API says of itself, and whoever holds the token could say so
             * @enum {string}
             */
            readonly decided_via?: "api" | "console" | "slack" | "step_functions" | "callback";
            readonly comment?: string;
        };
        readonly BegunRun: {
            readonly run_id: string;
            readonly attempt: number;
            /** @enum {string} */
            readonly status: "running" | "pausing" | "paused" | "resuming" | "stopping" | "stopped" | "finished";
            readonly schedule: components["schemas"]["Schedule"];
            readonly directive: components["schemas"]["Directive"];
            readonly last_step?: number;
            readonly latest_checkpoint?: {
                readonly attempt: number;
                readonly step: number;
                readonly sha256: string;
            };
        };
        readonly Breaker: {
            readonly model: string;
            /** @enum {string} */
            readonly state: "closed" | "open" | "half_open" | "forced_open" | "forced_closed";
            readonly generation: number;
            /** @description Share of failures of the answers in the window; 0 when there are none */
            readonly error_rate: number;
            /** @description Answers in the window */
            readonly volume: number;
            /** @description Health checks failed in a row */
            readonly consecutive_failures: number;
            /**
             * Format: date-time
             * @description When the next probe may go
             */
            readonly next_attempt_at?: string;
            /** @description Who forced it; present while forced */
            readonly owner?: string;
            /** @description The execution that forced it, where a runbook did */
            readonly execution_id?: string;
            readonly reason?: string;
            readonly changed_by?: string;
            /** Format: date-time */
            readonly changed_at?: string;
        };
        readonly Chart: {
            readonly run_id: string;
            readonly attempt: number;
            /** @description Ascending, each once */
            readonly steps: readonly number[];
            /** @description By metric, each as long as `steps`; null where a step has no finite value */
            readonly columns: {
                readonly [key: string]: readonly (number | null)[];
            };
            /** @description `from` of the next request, when the range was too long to be read at once */
            readonly next_from?: number;
        };
        readonly Checklist: {
            readonly stage: string;
            /** Format: date-time */
            readonly at: string;
            /**
             * @description `fail` when a line does, `no_data` when one is that, else `pass`
             * @enum {string}
             */
            readonly status: "pass" | "fail" | "no_data";
            /** @description The run whose training is looked at */
            readonly run_id?: string;
            readonly lines: readonly {
                readonly id: string;
                readonly says: string;
                /** @description Null while nobody knows it */
                readonly figure: number | null;
                /** @description `%`, `points`, `s`, `steps`...; empty for a plain number */
                readonly unit: string;
                readonly target: string;
                /**
                 * @description `no_data`: nothing is known, or too little to judge by
                 * @enum {string}
                 */
                readonly status: "pass" | "fail" | "no_data";
                /** @description Where the figure comes from */
                readonly source: string;
                readonly detail?: string;
            }[];
        };
        readonly Checkpoint: {
            readonly step: number;
            readonly attempt: number;
            /** @enum {string} */
            readonly state: "committed" | "superseded" | "pruned";
            readonly size_bytes: number;
            readonly sha256: string;
            readonly metrics: {
                readonly reward: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                readonly loss: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                readonly kl: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                readonly episode_reward?: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
            };
            readonly pinned: boolean;
            readonly is_best: boolean;
            readonly stable: boolean;
            /** Format: date-time */
            readonly created_at: string;
        };
        readonly CheckpointDownload: {
            readonly url: string;
            readonly sha256: string;
            readonly size_bytes: number;
            readonly step: number;
            /**
             * Format: date-time
             * @description Until then the checkpoint is not pruned
             */
            readonly expires_at: string;
        };
        readonly CheckpointUpload: {
            readonly step: number;
            readonly upload: {
                readonly url: string;
                /** @constant */
                readonly method: "PUT";
                /** @description To be sent as they are */
                readonly headers: {
                    readonly [key: string]: string;
                };
            } | {
                readonly parts: readonly {
                    readonly part_number: number;
                    readonly url: string;
                    /** @constant */
                    readonly method: "PUT";
                    /** @description To be sent as they are */
                    readonly headers: {
                        readonly [key: string]: string;
                    };
                }[];
            };
            /** Format: date-time */
            readonly expires_at: string;
        };
        readonly Command: {
            readonly title: string;
            /** @enum {string} */
            readonly method: "POST" | "PUT" | "DELETE";
            readonly path: string;
            readonly headers?: {
                readonly [key: string]: string;
            };
            readonly body?: {
                readonly [key: string]: unknown;
            };
        };
        readonly Directive: {
            readonly id: string;
            /** @enum {string} */
            readonly action: "continue" | "save_now" | "pause" | "rollback" | "resume" | "stop";
            readonly attempt: number;
            /** Format: date-time */
            readonly issued_at: string;
            readonly by: string;
            readonly reason?: string;
            /** @description The checkpoint to restore, with a URL that lives for an hour */
            readonly target?: {
                readonly step: number;
                readonly sha256: string;
                readonly download_url: string;
            };
            readonly lr_multiplier: number;
            readonly acknowledged?: {
                /** @enum {string} */
                readonly status: "done" | "failed";
                readonly global_step: number;
                /** Format: date-time */
                readonly at: string;
                readonly detail?: string;
            };
        };
        readonly Distribution: {
            readonly window_seconds: number;
            readonly samples: number;
            /** @enum {string} */
            readonly status: "ok" | "deviating" | "insufficient_data";
            readonly p_value: number;
            readonly modes: {
                readonly [key: string]: {
                    readonly target: number;
                    readonly actual: number;
                    readonly deviation: number;
                    readonly alert: boolean;
                    readonly served: number;
                    readonly downshifted: number;
                };
            };
        };
        readonly Execution: {
            readonly id: string;
            readonly runbook: string;
            /** @enum {string} */
            readonly mode: "live" | "dry_run" | "drill";
            /** @enum {string} */
            readonly status: "running" | "waiting_approval" | "succeeded" | "failed" | "timed_out" | "aborted";
            readonly resource: string;
            readonly trigger: {
                /** @enum {string} */
                readonly kind: "alarm" | "mark" | "person" | "drill";
                readonly by: string;
                readonly at: string;
                readonly detail?: string;
            };
            /** Format: date-time */
            readonly started_at: string;
            /** Format: date-time */
            readonly ended_at?: string;
            readonly incident_id?: string;
            /** @description Of the approval that it waits for */
            readonly approval_id?: string;
            readonly error?: string;
            readonly cause?: string;
            readonly input: {
                readonly [key: string]: unknown;
            };
            readonly stopped_by?: {
                readonly by: string;
                /** Format: date-time */
                readonly at: string;
                readonly reason: string;
            };
            readonly steps: readonly {
                readonly name: string;
                /** @enum {string} */
                readonly status: "running" | "succeeded" | "failed" | "aborted";
                /** Format: date-time */
                readonly started_at: string;
                /** Format: date-time */
                readonly ended_at?: string;
                /** @description What the step was given, in its last try */
                readonly input?: unknown;
                readonly output?: unknown;
                readonly error?: string;
                readonly cause?: string;
            }[];
        };
        readonly ExecutionLine: {
            readonly id: string;
            readonly runbook: string;
            /** @enum {string} */
            readonly mode: "live" | "dry_run" | "drill";
            /** @enum {string} */
            readonly status: "running" | "waiting_approval" | "succeeded" | "failed" | "timed_out" | "aborted";
            readonly resource: string;
            readonly trigger: {
                /** @enum {string} */
                readonly kind: "alarm" | "mark" | "person" | "drill";
                readonly by: string;
                readonly at: string;
                readonly detail?: string;
            };
            /** Format: date-time */
            readonly started_at: string;
            /** Format: date-time */
            readonly ended_at?: string;
            readonly incident_id?: string;
            /** @description Of the approval that it waits for */
            readonly approval_id?: string;
            readonly error?: string;
            readonly cause?: string;
        };
        readonly Incident: {
            /** @description INC- and a ULID */
            readonly id: string;
            readonly title: string;
            /** @enum {string} */
            readonly severity: "sev1" | "sev2" | "sev3" | "sev4";
            readonly components: readonly string[];
            /** @enum {string} */
            readonly status: "open" | "resolved";
            /** Format: date-time */
            readonly created_at: string;
            readonly created_by: string;
            readonly runbook?: string;
            readonly resource?: string;
            /** Format: date-time */
            readonly resolved_at?: string;
            readonly description: string;
            readonly resolved_by?: string;
            readonly resolution?: string;
            /** @description Triggers and blocks, those that are counted and not listed included */
            readonly counts: {
                readonly trigger: number;
                readonly blocked: number;
            };
            /** @description Ids of those that the timeline names, oldest first */
            readonly executions: readonly string[];
            /** @description Ids of those that the timeline names, oldest first */
            readonly approvals: readonly string[];
            /** @description What a person can do about it; none once it is resolved */
            readonly commands: readonly components["schemas"]["Command"][];
            /** @description The newest lines, oldest first */
            readonly timeline: readonly components["schemas"]["TimelineLine"][];
            /** @description There are older lines: `cursor` of the timeline */
            readonly timeline_cursor?: string;
        };
        readonly IncidentLine: {
            /** @description INC- and a ULID */
            readonly id: string;
            readonly title: string;
            /** @enum {string} */
            readonly severity: "sev1" | "sev2" | "sev3" | "sev4";
            readonly components: readonly string[];
            /** @enum {string} */
            readonly status: "open" | "resolved";
            /** Format: date-time */
            readonly created_at: string;
            readonly created_by: string;
            readonly runbook?: string;
            readonly resource?: string;
            /** Format: date-time */
            readonly resolved_at?: string;
        };
        readonly MetricsTaken: {
            /** @description Steps that were new */
            readonly accepted: number;
            readonly duplicates: number;
            readonly last_step: number | null;
            readonly attempt: number;
            /** @enum {string} */
            readonly status: "running" | "pausing" | "paused" | "resuming" | "stopping" | "stopped" | "finished";
            readonly schedule: components["schemas"]["Schedule"];
            readonly normalizer: components["schemas"]["Normalizer"];
            /** @description A value a row, where it was asked for; null for a reward that does not count */
            readonly normalized?: readonly (number | null)[];
            readonly findings: readonly {
                /** @enum {string} */
                readonly kind: "loss_spike" | "reward_drop" | "runaway" | "divergence" | "kl_warning" | "reward_ceiling" | "entropy_stuck" | "stalled";
                readonly step: number;
                readonly detail: string;
            }[];
            readonly directive: components["schemas"]["Directive"];
        };
        readonly ModelsHealth: {
            readonly models: {
                readonly [key: string]: {
                    /** @description True also for a model that was never checked */
                    readonly healthy: boolean;
                    /** @description False for a model without a health URL */
                    readonly probed: boolean;
                    readonly consecutive_failures: number;
                    /** @description Healthy checks in a row */
                    readonly consecutive_successes: number;
                    /** @description Null as long as it was never checked */
                    readonly latency_ms: number | null;
                    readonly checked_at: string | null;
                    readonly reason: string;
                };
            };
        };
        readonly Normalizer: {
            readonly mean: number;
            readonly std: number;
            /** @description Rewards in the window */
            readonly count: number;
        };
        readonly OutcomesTaken: {
            readonly accepted: number;
            readonly rejected: readonly {
                /** @description Position in the request */
                readonly index: number;
                /** @enum {string} */
                readonly code: "unknown_selection" | "late_outcome" | "mode_mismatch" | "unknown_model" | "unknown_lease" | "invalid_time" | "duplicate_selection";
                readonly detail: string;
            }[];
        };
        readonly Overrides: {
            readonly learning_rate?: {
                readonly value: number;
                readonly owner: string;
                readonly reason: string;
                /** Format: date-time */
                readonly at: string;
            };
            readonly clip_range?: {
                readonly value: number;
                readonly owner: string;
                readonly reason: string;
                /** Format: date-time */
                readonly at: string;
            };
            readonly entropy_coef?: {
                readonly value: number;
                readonly owner: string;
                readonly reason: string;
                /** Format: date-time */
                readonly at: string;
            };
        };
        readonly Report: {
            readonly stage: string;
            /** Format: date-time */
            readonly at: string;
            /**
             * @description `fail` when a line does, `no_data` when one is that, else `pass`
             * @enum {string}
             */
            readonly status: "pass" | "fail" | "no_data";
            /** @description The run whose training is looked at */
            readonly run_id?: string;
            readonly lines: readonly {
                readonly id: string;
                readonly says: string;
                /** @description Null while nobody knows it */
                readonly figure: number | null;
                /** @description `%`, `points`, `s`, `steps`...; empty for a plain number */
                readonly unit: string;
                readonly target: string;
                /**
                 * @description `no_data`: nothing is known, or too little to judge by
                 * @enum {string}
                 */
                readonly status: "pass" | "fail" | "no_data";
                /** @description Where the figure comes from */
                readonly source: string;
                readonly detail?: string;
            }[];
            /**
             * Format: date-time
             * @description What was looked at from: the minute in which the window begins
             */
            readonly from: string;
            readonly window_seconds: number;
            readonly charts: {
                /** @description Percent of the new assignments of each mode, by when the span of time began */
                readonly split: readonly {
                    /** Format: date-time */
                    readonly at: string;
                    readonly modes: {
                        readonly [key: string]: number;
                    };
                }[];
                /** @description By step: what the schedule says, and what the trainer reported */
                readonly entropy: readonly {
                    readonly step: number;
                    readonly scheduled: number;
                    readonly reported?: number;
                }[];
            };
        };
        readonly Run: {
            readonly run_id: string;
            readonly attempt: number;
            /** @enum {string} */
            readonly status: "running" | "pausing" | "paused" | "resuming" | "stopping" | "stopped" | "finished";
            /** Format: date-time */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When metrics last came
             */
            readonly metrics_at?: string;
            readonly total_steps?: number;
            readonly labels?: {
                readonly [key: string]: string;
            };
            readonly last_step?: number;
            readonly lr_multiplier: number;
            readonly rollbacks: {
                readonly used: number;
                readonly max: number;
            };
            readonly normalizer: components["schemas"]["Normalizer"];
            /** @description The newest ones, oldest first */
            readonly findings: readonly {
                readonly kind: string;
                readonly attempt: number;
                readonly step: number;
                readonly detail: string;
                /** Format: date-time */
                readonly at: string;
            }[];
            readonly directive: components["schemas"]["Directive"];
            readonly best?: {
                readonly step: number;
                readonly value: number;
            };
            readonly schedule: components["schemas"]["Schedule"];
            readonly overrides: components["schemas"]["Overrides"];
            readonly lineage: readonly {
                readonly attempt: number;
                readonly step: number;
                /** Format: date-time */
                readonly at: string;
                readonly by: string;
                readonly reason: string;
            }[];
            /** @description While a runaway waits for its runbook */
            readonly runaway?: {
                readonly attempt: number;
                readonly step: number;
                /** Format: date-time */
                readonly at: string;
                readonly detail: string;
            };
        };
        readonly Runbook: {
            readonly id: string;
            readonly title: string;
            /** @enum {string} */
            readonly severity: "sev1" | "sev2" | "sev3" | "sev4";
            /** @enum {string} */
            readonly automation: "automatic" | "semi_automatic";
            readonly expected_recovery_seconds: number;
            readonly components: readonly string[];
            readonly inputs: {
                readonly [key: string]: {
                    readonly description: string;
                };
            };
            readonly triggers: readonly {
                readonly alarm: string;
                readonly for_each?: string;
            }[];
            readonly steps: readonly {
                readonly id: string;
                readonly name: string;
                readonly action: string;
                /** @description It is passed over where this does not hold */
                readonly when?: string;
                readonly approval: boolean;
                /** @enum {string} */
                readonly on_failure: "stop" | "continue";
                readonly timeout_seconds: number;
            }[];
            readonly manual_recovery: readonly string[];
            readonly prevention: readonly string[];
            /** @description The newest one that acts and has not ended */
            readonly open_execution?: string;
        };
        readonly Schedule: {
            readonly step: number;
            readonly entropy_coef: number;
            /** @description Times lr_multiplier already */
            readonly learning_rate: number;
            readonly lr_multiplier: number;
            readonly clip_range: number;
            readonly gamma: number;
            readonly lambda: number;
            readonly batch_size: number;
            readonly n_epochs: number;
            /** @description Steps from one policy update to the next */
            readonly update_frequency: number;
            /** @description Steps from one checkpoint to the next */
            readonly save_frequency: number;
            /** @description Which of the above an operator has set, and who */
            readonly overridden: {
                readonly [key: string]: {
                    readonly by: string;
                    readonly reason: string;
                };
            };
        };
        readonly Selection: {
            readonly selection_id: string;
            readonly mode: string;
            readonly assigned_mode: string;
            /** @enum {string} */
            readonly reason: "assigned" | "sticky" | "preferred" | "downshift" | "breaker_open" | "queue_full" | "fallback" | "hash";
            readonly models: readonly string[];
            /** @description Where the request goes; present when the mode has replicas */
            readonly replica?: string;
            /** @description To be returned with the outcome: until then the request counts as in flight */
            readonly lease_id?: string;
            readonly weights_version: number;
            /** Format: date-time */
            readonly expires_at?: string;
        };
        readonly TimelineLine: {
            readonly id: string;
            /** Format: date-time */
            readonly at: string;
            /** @enum {string} */
            readonly kind: "opened" | "trigger" | "blocked" | "step" | "approval" | "warning" | "failed" | "ended" | "note" | "escalated" | "resolved";
            readonly text: string;
            readonly actor: string;
            readonly execution_id?: string;
            readonly approval_id?: string;
            /** @description What could be done about it then; `commands` of the incident are those of now */
            readonly offers?: readonly components["schemas"]["Command"][];
        };
        readonly Traffic: {
            readonly strategy: string;
            readonly weights: {
                readonly [key: string]: number;
            };
            readonly weights_version: number;
            readonly fallback_mode: string;
            readonly sticky: {
                readonly enabled: boolean;
                readonly ttl_seconds: number;
            };
            readonly downshifts: {
                readonly [key: string]: {
                    readonly to: string;
                    /** Format: date-time */
                    readonly until?: string;
                    readonly owner: string;
                    readonly reason: string;
                    /** @description The execution that set it, where a runbook did */
                    readonly execution_id?: string;
                };
            };
            readonly breakers: readonly components["schemas"]["Breaker"][];
        };
        /**
         * @description What went wrong, for programs: a problem is of the type `urn:artisan:problem:<code>`.
         * @enum {string}
         */
        readonly ProblemCode: "malformed_json" | "invalid_request" | "unauthorized" | "forbidden" | "own_request" | "not_found" | "no_checkpoint" | "no_best_checkpoint" | "no_stable_checkpoint" | "checkpoint_not_found" | "method_not_allowed" | "request_in_progress" | "older_attempt" | "run_ended" | "directive_refused" | "no_rollback_target" | "checkpoint_conflict" | "checkpoint_lost" | "incident_resolved" | "already_decided" | "not_recovered" | "plan_changed" | "approval_over" | "blocked" | "execution_ended" | "stale_etag" | "payload_too_large" | "unsupported_media_type" | "unknown_mode" | "invalid_weights" | "downshift_cycle" | "invalid_time" | "step_beyond_run" | "unknown_attempt" | "invalid_checkpoint" | "upload_incomplete" | "upload_mismatch" | "invalid_input" | "idempotency_key_reused" | "precondition_required" | "queue_full" | "internal_error" | "unavailable";
        readonly Problem: {
            /** @enum {string} */
            readonly type: "urn:artisan:problem:malformed_json" | "urn:artisan:problem:invalid_request" | "urn:artisan:problem:unauthorized" | "urn:artisan:problem:forbidden" | "urn:artisan:problem:own_request" | "urn:artisan:problem:not_found" | "urn:artisan:problem:no_checkpoint" | "urn:artisan:problem:no_best_checkpoint" | "urn:artisan:problem:no_stable_checkpoint" | "urn:artisan:problem:checkpoint_not_found" | "urn:artisan:problem:method_not_allowed" | "urn:artisan:problem:request_in_progress" | "urn:artisan:problem:older_attempt" | "urn:artisan:problem:run_ended" | "urn:artisan:problem:directive_refused" | "urn:artisan:problem:no_rollback_target" | "urn:artisan:problem:checkpoint_conflict" | "urn:artisan:problem:checkpoint_lost" | "urn:artisan:problem:incident_resolved" | "urn:artisan:problem:already_decided" | "urn:artisan:problem:not_recovered" | "urn:artisan:problem:plan_changed" | "urn:artisan:problem:approval_over" | "urn:artisan:problem:blocked" | "urn:artisan:problem:execution_ended" | "urn:artisan:problem:stale_etag" | "urn:artisan:problem:payload_too_large" | "urn:artisan:problem:unsupported_media_type" | "urn:artisan:problem:unknown_mode" | "urn:artisan:problem:invalid_weights" | "urn:artisan:problem:downshift_cycle" | "urn:artisan:problem:invalid_time" | "urn:artisan:problem:step_beyond_run" | "urn:artisan:problem:unknown_attempt" | "urn:artisan:problem:invalid_checkpoint" | "urn:artisan:problem:upload_incomplete" | "urn:artisan:problem:upload_mismatch" | "urn:artisan:problem:invalid_input" | "urn:artisan:problem:idempotency_key_reused" | "urn:artisan:problem:precondition_required" | "urn:artisan:problem:queue_full" | "urn:artisan:problem:internal_error" | "urn:artisan:problem:unavailable";
            readonly title: string;
            readonly status: number;
            /** @description What happened, what was received and what is allowed */
            readonly detail: string;
            /** @description The path that was asked for */
            readonly instance: string;
            readonly code: components["schemas"]["ProblemCode"];
            readonly errors: readonly {
                /** @description JSON pointer into the body */
                readonly pointer: string;
                readonly detail: string;
            }[];
            readonly request_id: string;
            readonly directive?: components["schemas"]["Directive"];
            readonly approval?: components["schemas"]["ApprovalLine"];
            /** @enum {string} */
            readonly reason?: "duplicate_in_progress" | "recently_remediated" | "consecutive_failures" | "backoff" | "resource_busy" | "hourly_maximum";
            readonly missing?: readonly {
                readonly model: string;
                /** @description In a row, the last of them not long ago */
                readonly healthy_checks: number;
                readonly needed: number;
                readonly detail: string;
            }[];
        };
        /** @description What API Gateway answers by itself: no token, no permission, too large, too many. */
        readonly GatewayMessage: {
            readonly message?: string | null;
        };
    };
    responses: never;
    parameters: {
        /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
        readonly IfMatch: string;
        /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
        readonly IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description Of the resource as answered: a change of it names it in If-Match */
        readonly ETag: string;
        /** @description Path of what was made */
        readonly Location: string;
        /** @description Seconds */
        readonly "Retry-After": string;
        /** @description There when it is the answer of an earlier request under the same key */
        readonly "Idempotent-Replayed": "true";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly postSelections: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly session_id?: string;
                    readonly preferred_mode?: string;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Selection"];
                };
            };
        };
    };
    readonly postOutcomes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly outcomes: readonly {
                        readonly selection_id: string;
                        readonly mode: string;
                        readonly model?: string;
                        /** @enum {string} */
                        readonly status: "ok" | "error" | "timeout" | "cancelled";
                        readonly latency_ms: number;
                        readonly lease_id?: string;
                        readonly at?: string;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Accepted */
            readonly 202: {
                headers: {
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OutcomesTaken"];
                };
            };
        };
    };
    readonly getTraffic: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Traffic"];
                };
            };
        };
    };
    readonly putTrafficWeights: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
                readonly "If-Match": components["parameters"]["IfMatch"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly weights: {
                        readonly [key: string]: number;
                    };
                    /** @default false */
                    readonly rebalance?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Traffic"];
                };
            };
        };
    };
    readonly putTrafficDownshiftsMode: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
                readonly "If-Match": components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly mode: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly to: string;
                    readonly reason: string;
                    readonly until?: string;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Traffic"];
                };
            };
        };
    };
    readonly deleteTrafficDownshiftsMode: {
        readonly parameters: {
            readonly query?: {
                readonly force?: "true" | "false";
                readonly reason?: string;
            };
            readonly header: {
                /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
                readonly "If-Match": components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly mode: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Traffic"];
                };
            };
        };
    };
    readonly getTrafficDistribution: {
        readonly parameters: {
            readonly query?: {
                readonly window?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Distribution"];
                };
            };
        };
    };
    readonly getBreakers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Breaker"][];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly getBreakersModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly model: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Breaker"];
                };
            };
        };
    };
    readonly putBreakersModel: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
                readonly "If-Match": components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly model: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly state: "forced_open" | "forced_closed" | "auto";
                    readonly reason: string;
                    /** @default false */
                    readonly force?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Breaker"];
                };
            };
        };
    };
    readonly getHealthModels: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ModelsHealth"];
                };
            };
        };
    };
    readonly getRuns: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Run"][];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly postRuns: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly run_id?: string;
                    readonly total_steps?: number;
                    readonly labels?: {
                        readonly [key: string]: string;
                    };
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BegunRun"];
                };
            };
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BegunRun"];
                };
            };
        };
    };
    readonly getRunsRunMetrics: {
        readonly parameters: {
            readonly query?: {
                readonly from?: number;
                readonly to?: number;
                readonly max_points?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Chart"];
                };
            };
        };
    };
    readonly postRunsRunMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly attempt: number;
                    readonly return_normalized?: boolean;
                    readonly steps: readonly ({
                        readonly step: number;
                        readonly reward: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                        readonly loss: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                    } & {
                        readonly [key: string]: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                    })[];
                } | {
                    readonly attempt: number;
                    readonly return_normalized?: boolean;
                    readonly first_step: number;
                    readonly columns: {
                        readonly reward: readonly ((number | ("NaN" | "Infinity" | "-Infinity")) | null)[];
                        readonly loss: readonly ((number | ("NaN" | "Infinity" | "-Infinity")) | null)[];
                    } & {
                        readonly [key: string]: readonly ((number | ("NaN" | "Infinity" | "-Infinity")) | null)[];
                    };
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MetricsTaken"];
                };
            };
        };
    };
    readonly getRunsRunSchedule: {
        readonly parameters: {
            readonly query?: {
                readonly step?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Schedule"];
                };
            };
        };
    };
    readonly getRunsRunDirective: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Directive"];
                };
            };
        };
    };
    readonly postRunsRunAcks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly directive_id: string;
                    readonly global_step: number;
                    /** @enum {string} */
                    readonly status: "done" | "failed";
                    readonly detail?: string;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Directive"];
                };
            };
        };
    };
    readonly postRunsRunFinish: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    readonly getRunsRun: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Run"];
                };
            };
        };
    };
    readonly postRunsRunDirectives: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly action: "pause" | "resume" | "save_now" | "stop";
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Accepted */
            readonly 202: {
                headers: {
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Directive"];
                };
            };
        };
    };
    readonly postRunsRunRollback: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly to: ("previous" | "best" | "stable") | number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Accepted */
            readonly 202: {
                headers: {
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Directive"];
                };
            };
        };
    };
    readonly getRunsRunOverrides: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Overrides"];
                };
            };
        };
    };
    readonly putRunsRunOverrides: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
                readonly "If-Match": components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly learning_rate?: number;
                    readonly clip_range?: number;
                    readonly entropy_coef?: 0 | number;
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Overrides"];
                };
            };
        };
    };
    readonly getRunsRunCheckpoints: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly state?: "committed" | "superseded" | "pruned";
            };
            readonly header?: never;
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Checkpoint"][];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly postRunsRunCheckpoints: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly run: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly attempt: number;
                    readonly step: number;
                    readonly size_bytes: number;
                    readonly sha256: string;
                    readonly metrics: {
                        readonly reward: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                        readonly loss: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                        readonly kl: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                        readonly episode_reward?: (number | ("NaN" | "Infinity" | "-Infinity")) | null;
                    };
                    readonly part_size?: number;
                    readonly part_sha256?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CheckpointUpload"];
                };
            };
        };
    };
    readonly postRunsRunCheckpointsStepCommit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
                readonly step: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly attempt: number;
                    readonly parts?: readonly {
                        readonly part_number: number;
                        readonly etag: string;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly checkpoint: components["schemas"]["Checkpoint"];
                        readonly is_best: boolean;
                        /** @description Steps of the checkpoints that went for it */
                        readonly pruned: readonly number[];
                    };
                };
            };
            /** @description Accepted */
            readonly 202: {
                headers: {
                    readonly "Retry-After": components["headers"]["Retry-After"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly step: number;
                        /** @constant */
                        readonly status: "committing";
                    };
                };
            };
        };
    };
    readonly getRunsRunCheckpointsSel: {
        readonly parameters: {
            readonly query?: {
                readonly kl_threshold?: number;
                readonly reward_min?: number;
                readonly reward_max?: number;
                readonly before_step?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly run: string;
                readonly sel: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Checkpoint"];
                };
            };
        };
    };
    readonly getRunsRunCheckpointsSelDownload: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
                readonly sel: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CheckpointDownload"];
                };
            };
        };
    };
    readonly postRunsRunCheckpointsSelDownload: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly run: string;
                readonly sel: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CheckpointDownload"];
                };
            };
        };
    };
    readonly putRunsRunCheckpointsStepPin: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
                readonly "If-Match": components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly run: string;
                readonly step: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Checkpoint"];
                };
            };
        };
    };
    readonly deleteRunsRunCheckpointsStepPin: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
                readonly "If-Match": components["parameters"]["IfMatch"];
            };
            readonly path: {
                readonly run: string;
                readonly step: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Checkpoint"];
                };
            };
        };
    };
    readonly getIncidents: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly status?: "open" | "resolved";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["IncidentLine"][];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly postIncidents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly title: string;
                    readonly description: string;
                    /** @enum {string} */
                    readonly severity: "sev1" | "sev2" | "sev3" | "sev4";
                    readonly components: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    readonly getIncidentsId: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    readonly getIncidentsIdTimeline: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["TimelineLine"][];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly postIncidentsIdTimeline: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly note: string;
                };
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TimelineLine"];
                };
            };
        };
    };
    readonly postIncidentsIdResolve: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since. */
                readonly "If-Match": components["parameters"]["IfMatch"];
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly resolution: string;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    readonly getChecklist: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Checklist"];
                };
            };
        };
    };
    readonly getReport: {
        readonly parameters: {
            readonly query?: {
                readonly window?: string;
                readonly run?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Report"];
                };
            };
        };
    };
    readonly getMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
        };
    };
    readonly getApprovals: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly status?: "pending" | "approved" | "rejected" | "expired";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ApprovalLine"][];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly getApprovalsId: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    readonly postApprovalsIdDecision: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly decision: "approve" | "reject";
                    readonly plan_hash: string;
                    readonly comment?: string;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    readonly getRunbooks: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Runbook"][];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly getRunbooksId: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Runbook"];
                };
            };
        };
    };
    readonly postRunbooksIdExecutions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly mode: "live" | "dry_run" | "drill";
                    readonly input?: {
                        readonly [key: string]: string | number | boolean;
                    };
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Accepted */
            readonly 202: {
                headers: {
                    readonly Location: components["headers"]["Location"];
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly execution_id: string;
                        /** @constant */
                        readonly status: "running";
                        readonly incident_id?: string;
                    };
                };
            };
        };
    };
    readonly getExecutions: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly runbook?: string;
                readonly status?: "running" | "waiting_approval" | "succeeded" | "failed" | "timed_out" | "aborted";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ExecutionLine"][];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly getExecutionsId: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Execution"];
                };
            };
        };
    };
    readonly postExecutionsIdStop: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Accepted */
            readonly 202: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Execution"];
                };
            };
        };
    };
    readonly getDrills: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly id: string;
                            readonly by: string;
                            readonly reason: string;
                            /** @enum {string} */
                            readonly status: "running" | "complete";
                            /** Format: date-time */
                            readonly started_at: string;
                            /** Format: date-time */
                            readonly ended_at?: string;
                            /** @description Of all runbooks and steps, once it is complete */
                            readonly gap_count?: number;
                        }[];
                        /** @description `cursor` of the next page */
                        readonly next_cursor?: string;
                    };
                };
            };
        };
    };
    readonly postDrills: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on. */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Accepted */
            readonly 202: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly Location: components["headers"]["Location"];
                    readonly "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly by: string;
                        readonly reason: string;
                        /** @enum {string} */
                        readonly status: "running" | "complete";
                        /** Format: date-time */
                        readonly started_at: string;
                        /** Format: date-time */
                        readonly ended_at?: string;
                        /** @description Of all runbooks and steps, once it is complete */
                        readonly gap_count?: number;
                        readonly runbooks: readonly {
                            readonly runbook: string;
                            readonly execution_id?: string;
                            readonly input?: {
                                readonly [key: string]: unknown;
                            };
                            /** @enum {string} */
                            readonly status: "waiting" | "succeeded" | "failed" | "no_subject" | "not_ended";
                            readonly milliseconds?: number;
                            readonly steps: readonly {
                                readonly id: string;
                                readonly name: string;
                                /** @enum {string} */
                                readonly status: "planned" | "failed" | "missing";
                                readonly milliseconds?: number;
                                readonly plan?: string;
                                readonly gaps: readonly string[];
                            }[];
                            readonly gaps: readonly string[];
                        }[];
                        /** @description Of what all runbooks need, such as the secrets of channels */
                        readonly gaps?: readonly string[];
                        /** @description The same as a page to read */
                        readonly markdown: string;
                    };
                };
            };
        };
    };
    readonly getDrillsId: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly id: string;
                        readonly by: string;
                        readonly reason: string;
                        /** @enum {string} */
                        readonly status: "running" | "complete";
                        /** Format: date-time */
                        readonly started_at: string;
                        /** Format: date-time */
                        readonly ended_at?: string;
                        /** @description Of all runbooks and steps, once it is complete */
                        readonly gap_count?: number;
                        readonly runbooks: readonly {
                            readonly runbook: string;
                            readonly execution_id?: string;
                            readonly input?: {
                                readonly [key: string]: unknown;
                            };
                            /** @enum {string} */
                            readonly status: "waiting" | "succeeded" | "failed" | "no_subject" | "not_ended";
                            readonly milliseconds?: number;
                            readonly steps: readonly {
                                readonly id: string;
                                readonly name: string;
                                /** @enum {string} */
                                readonly status: "planned" | "failed" | "missing";
                                readonly milliseconds?: number;
                                readonly plan?: string;
                                readonly gaps: readonly string[];
                            }[];
                            readonly gaps: readonly string[];
                        }[];
                        /** @description Of what all runbooks need, such as the secrets of channels */
                        readonly gaps?: readonly string[];
                        /** @description The same as a page to read */
                        readonly markdown: string;
                    };
                };
            };
        };
    };
    readonly postSlackInteractions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": {
                    readonly payload: string;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly getApproveId: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
        };
    };
    readonly getApprovePageCss: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/css": string;
                };
            };
        };
    };
    readonly getApprovePageJs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/javascript": string;
                };
            };
        };
    };
    readonly getApproveCostJs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/javascript": string;
                };
            };
        };
    };
    readonly getApproveSignInJs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/javascript": string;
                };
            };
        };
    };
    readonly getConsole: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
        };
    };
    readonly getConsoleFile: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly file: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "*/*": string;
                };
            };
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly status: "ok";
                    };
                };
            };
        };
    };
    readonly getVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly version: string;
                        readonly stage: string;
                    };
                };
            };
        };
    };
    readonly getOpenapiJson: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly openapi: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
    };
}
