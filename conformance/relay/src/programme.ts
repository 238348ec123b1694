// What a client written with Relay asks: pages both ways, refetching by id, and commands.

import { graphql } from 'relay-runtime';

export const programme = graphql`
  query programmeQuery {
    programme {
      name {
        zh
        en
      }
      stage
    }
    ...programmeMembers
    ...programmeQueue
    me {
      ...programmeTodos
    }
  }
`;

// A list from its beginning, page by page.
export const members = graphql`
  fragment programmeMembers on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
  @refetchable(queryName: "programmeMembersPageQuery") {
    tierMembership(first: $count, after: $cursor) @connection(key: "programme_tierMembership") {
      totalCount
      edges {
        node {
          koc {
            id
            ...programmeMember
          }
          tier {
            code
          }
        }
      }
    }
  }
`;

// A list from its end.
export const queue = graphql`
  fragment programmeQueue on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
  @refetchable(queryName: "programmeQueuePageQuery") {
    reviewQueue(last: $count, before: $cursor) @connection(key: "programme_reviewQueue") {
      edges {
        node {
          stage
          assignment {
            id
            ...programmeAssignment
          }
        }
      }
    }
  }
`;

// A list below an object that has no id of its own.
export const todos = graphql`
  fragment programmeTodos on Me {
    todo(first: 20) @connection(key: "programme_todo") {
      edges {
        node {
          id
          kind
        }
      }
    }
  }
`;

// An object fetched again by its id.
export const member = graphql`
  fragment programmeMember on Koc
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "programmeMemberQuery") {
    id
    name
    timeline(first: $count, after: $cursor) @connection(key: "programme_timeline") {
      edges {
        node {
          id
          type
          sentence(lang: ZH)
        }
      }
    }
  }
`;

export const assignment = graphql`
  fragment programmeAssignment on Assignment @refetchable(queryName: "programmeAssignmentQuery") {
    id
    state
    task {
      id
      title {
        zh
      }
    }
  }
`;

export const anything = graphql`
  query programmeNodesQuery($id: ID!, $ids: [ID!]!) {
    node(id: $id) {
      id
      ...programmeMember @alias
    }
    nodes(ids: $ids) {
      id
      ... on Task {
        state
      }
    }
  }
`;
