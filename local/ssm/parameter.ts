import * as v from 'valibot';

export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;

/** A parameter as it is kept, also in the file. */
export const parameterSchema = v.object({
  Value: v.string(),
  Type: v.exactOptional(v.picklist(PARAMETER_TYPES), 'String'),
  Version: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** Seconds since the epoch. */
  LastModifiedDate: v.exactOptional(v.number(), 0),
  AllowedPattern: v.exactOptional(v.string()),
});

export type Parameter = Readonly<v.InferOutput<typeof parameterSchema>>;
