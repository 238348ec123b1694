// Commands, with the objects they change and what a rule says against them.

import { graphql } from 'relay-runtime';

export const promote = graphql`
  mutation commandsPromoteMutation($commandId: ID!, $actFor: ActFor, $input: PromoteKocInput!) {
    promoteKoc(commandId: $commandId, actFor: $actFor, input: $input) {
      userErrors {
        code
        field
        message
      }
      position
      events {
        id
        type
      }
    }
  }
`;

export const openTask = graphql`
  mutation commandsOpenTaskMutation($commandId: ID!, $input: OpenTaskInput!, $seen: Long) {
    openTask(commandId: $commandId, input: $input, expectedVersion: $seen, validateOnly: true) {
      userErrors {
        code
        details
      }
    }
  }
`;

export const recorded = graphql`
  subscription commandsRecordedSubscription($after: Long) {
    events(after: $after) {
      id
      position
      type
    }
  }
`;
