import * as v from 'valibot';
import { SEVERITIES } from './incident-item.ts';
import { pageQuery } from './page-query.ts';
import { longText, text } from './text.ts';

const MOST_COMPONENTS = 20;

const title = v.pipe(text, v.maxLength(200, 'at most 200 characters'));
const component = v.pipe(text, v.maxLength(100, 'at most 100 characters'));

/** POST /v1/incidents */
export const incidentRequest = v.strictObject({
  title,
  description: longText,
  severity: v.picklist(SEVERITIES),
  components: v.pipe(
    v.array(component),
    v.minLength(1, '1 component or more'),
    v.maxLength(MOST_COMPONENTS, `at most ${MOST_COMPONENTS} components`),
    v.check((names) => new Set(names).size === names.length, 'components that differ'),
  ),
});

/** POST /v1/incidents/{id}/timeline */
export const noteRequest = v.strictObject({ note: longText });

/** POST /v1/incidents/{id}/resolve */
export const resolveRequest = v.strictObject({ resolution: longText });

/** GET /v1/incidents */
export const incidentsQuery = v.strictObject({
  ...pageQuery,
  status: v.exactOptional(v.picklist(['open', 'resolved'])),
});

export const incidentId = v.pipe(v.string(), v.regex(/^INC-[0-9A-HJKMNP-TV-Z]{26}$/, 'INC- and a ULID'));
