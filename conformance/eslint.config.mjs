// The schema by the rules of graphql-eslint, with nothing taken out of them.

import graphql from '@graphql-eslint/eslint-plugin';
import { valueTypes } from './value-types.mjs';

export default [
  {
    files: ['**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: 'schemas/koc.graphql' } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['schema-recommended'].rules,
      ...graphql.configs['schema-relay'].rules,
      '@graphql-eslint/relay-edge-types': [
        'error',
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          exceptions: {
            types: valueTypes,
            suffixes: ['Connection', 'Edge', 'Payload', 'PageInfo'],
          },
        },
      ],
    },
  },
];
