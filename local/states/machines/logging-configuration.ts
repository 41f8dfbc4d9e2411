import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** The property of CloudFormation as the API shows it: members in camelCase, with defaults. */
export function loggingConfiguration(property: Json = {}): JsonObject {
  if (!isJsonObject(property)) throw new Error('LoggingConfiguration is not an object');
  const { Level = 'OFF', IncludeExecutionData = false, Destinations } = property;
  return {
    level: Level,
    includeExecutionData: isTrue(IncludeExecutionData),
    ...(Destinations !== undefined && { destinations: camelCased(Destinations) }),
  };
}

/** Templates also write booleans as text. */
export function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true';
}

function camelCased(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => camelCased(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      camelCased(member),
    ]),
  );
}
