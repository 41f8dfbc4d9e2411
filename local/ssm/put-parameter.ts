import * as v from 'valibot';
import { parseInput } from './input.ts';
import type { Context, Operation } from './operation.ts';
import { parameterArn } from './parameter-name.ts';
import { PARAMETER_TYPES } from './parameter.ts';

/** "Managing parameter tiers": characters a value may have. */
const TIERS = { Standard: 4_096, Advanced: 8_192, 'Intelligent-Tiering': 8_192 } as const;

const putInput = v.strictObject({
  Name: v.pipe(v.string(), v.minLength(1), v.maxLength(2048)),
  Value: v.pipe(v.string(), v.minLength(1)),
  Type: v.exactOptional(v.picklist(PARAMETER_TYPES)),
  Overwrite: v.exactOptional(v.boolean(), false),
  AllowedPattern: v.exactOptional(v.string()),
  Tier: v.exactOptional(v.picklist(['Standard', 'Advanced', 'Intelligent-Tiering']), 'Standard'),
  DataType: v.exactOptional(v.literal('text')),
  // What follows changes nothing here: nothing is encrypted, described or tagged.
  KeyId: v.exactOptional(v.string()),
  Description: v.exactOptional(v.string()),
  Tags: v.exactOptional(v.array(v.unknown())),
});

export function putParameterOperation({ parameters, environment }: Context): Record<string, Operation> {
  return {
    PutParameter: {
      permissions: ({ input }) => [
        { action: 'ssm:PutParameter', resource: parameterArn(parseInput(putInput, input).Name, environment) },
      ],
      run: ({ input }) => {
        const { Name, Value, Type, Overwrite, AllowedPattern, Tier } = parseInput(putInput, input);
        const Version = parameters.put({
          name: Name,
          value: Value,
          overwrite: Overwrite,
          maximumBytes: TIERS[Tier],
          ...(Type && { type: Type }),
          ...(AllowedPattern !== undefined && { allowedPattern: AllowedPattern }),
        });
        return { Version, Tier };
      },
    },
  };
}
