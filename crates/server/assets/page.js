// Starts GraphiQL against this server. Queries and mutations go by POST, subscriptions by
// WebSocket (graphql-transport-ws). The key is typed into the headers editor and never stored.
"use strict";

(function () {
  const WELCOME = `# 1. Put your key into the "Headers" tab below: {"Authorization": "Bearer …"}
#    在下方 Headers 标签页填入密钥。
# 2. Press the "Re-fetch GraphQL schema" button on the left.
#    点击左侧的刷新按钮读取 schema。
# 3. Run a query. 运行查询。

query Programme {
  programme {
    id
    stage
  }
}
`;

  function isSubscription(params, options) {
    const definitions = (options && options.documentAST && options.documentAST.definitions) || [];
    const operations = definitions.filter((d) => d.kind === "OperationDefinition");
    const chosen = params.operationName
      ? operations.find((o) => o.name && o.name.value === params.operationName)
      : operations[0];
    return Boolean(chosen) && chosen.operation === "subscription";
  }

  async function ask(params, headers) {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: {
        Accept: "application/graphql-response+json, application/json",
        "Content-Type": "application/json",
        ...headers,
      },
      body: JSON.stringify(params),
    });
    return response.json();
  }

  // An observable: one WebSocket per subscription, closed when GraphiQL unsubscribes.
  function listen(params, headers) {
    return {
      subscribe(observer) {
        const url = location.origin.replace(/^http/, "ws") + "/graphql";
        const socket = new WebSocket(url, "graphql-transport-ws");
        const say = (message) => socket.send(JSON.stringify(message));
        socket.onopen = () => say({ type: "connection_init", payload: headers });
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data);
          if (message.type === "connection_ack") {
            say({ id: "1", type: "subscribe", payload: params });
          } else if (message.type === "next") {
            observer.next(message.payload);
          } else if (message.type === "error") {
            observer.error({ errors: message.payload });
          } else if (message.type === "complete") {
            observer.complete();
            socket.close(1000);
          } else if (message.type === "ping") {
            say({ type: "pong" });
          }
        };
        socket.onclose = (event) => {
          if (event.code !== 1000) {
            observer.error({ message: "closed: " + event.code + " " + event.reason });
          }
        };
        return { unsubscribe: () => socket.close(1000) };
      },
    };
  }

  function fetcher(params, options) {
    const headers = (options && options.headers) || {};
    return isSubscription(params, options) ? listen(params, headers) : ask(params, headers);
  }

  const root = ReactDOM.createRoot(document.getElementById("graphiql"));
  root.render(
    React.createElement(GraphiQL, {
      fetcher,
      defaultEditorToolsVisibility: "headers",
      defaultHeaders: '{\n  "Authorization": "Bearer "\n}',
      defaultQuery: WELCOME,
      isHeadersEditorEnabled: true,
      shouldPersistHeaders: false,
    }),
  );
})();
