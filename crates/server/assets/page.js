// Starts GraphiQL against this server. Queries and mutations go by POST, subscriptions by
// WebSocket (graphql-transport-ws). The key is typed into the headers editor and never stored.
// Press "Re-fetch GraphQL schema" after typing it. 填入密钥后点击左侧刷新按钮读取 schema。
"use strict";

(function () {
  const HEADERS = '{\n  "Authorization": "Bearer "\n}';

  // The last key typed into any tab: the other tabs use it too. Gone with the page.
  let key = "";

  function withKey(headers) {
    const typed = (headers && headers.Authorization) || "";
    if (typed.replace(/^Bearer\s*/i, "") !== "") {
      key = typed;
    }
    return key === "" ? { ...headers } : { ...headers, Authorization: key };
  }

  // Which questions stand ready: the document that `?tabs=` names.
  const DOCUMENTS = ["queries", "operations", "analysis"];
  const asked = new URLSearchParams(location.search).get("tabs");
  const chosen = DOCUMENTS.includes(asked) ? asked : DOCUMENTS[0];

  // One tab per operation of the document, headed by the question it answers; its next JSON block
  // holds the variables, in which dates are filled in.
  function tabsOf(markdown) {
    const day = (days) => new Date(Date.now() + days * 86400000).toISOString();
    const fill = (text) =>
      text
        .replaceAll("TODAY", day(0).slice(0, 10))
        .replaceAll("IN_A_MONTH", day(30).slice(0, 10))
        .replaceAll("TOMORROW", day(1).slice(0, 19) + "Z");
    const tabs = [];
    let heading = "";
    const blocks = /^## (.*)$|^```(graphql|json)\n([^]*?)^```$/gm;
    for (const [, title, language, text] of markdown.matchAll(blocks)) {
      if (title !== undefined) {
        heading = "# " + title + "\n";
      } else if (language === "graphql") {
        tabs.push({ query: heading + text, headers: HEADERS, variables: "" });
      } else if (tabs.length > 0) {
        tabs[tabs.length - 1].variables = fill(text);
      }
    }
    return tabs;
  }

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
    const headers = withKey(options && options.headers);
    return isSubscription(params, options) ? listen(params, headers) : ask(params, headers);
  }

  // What is kept of each document's tabs is kept apart, so that each opens with its own.
  function storageOf(name) {
    const key = (of) => name + "/" + of;
    return {
      getItem: (of) => localStorage.getItem(key(of)),
      setItem: (of, value) => localStorage.setItem(key(of), value),
      removeItem: (of) => localStorage.removeItem(key(of)),
      clear: () => localStorage.clear(),
      get length() {
        return localStorage.length;
      },
    };
  }

  async function start() {
    document.querySelector(`nav a[href="?tabs=${chosen}"]`).setAttribute("aria-current", "page");
    const response = await fetch(`/assets/${chosen}.md`);
    const root = ReactDOM.createRoot(document.getElementById("graphiql"));
    root.render(
      React.createElement(GraphiQL, {
        fetcher,
        defaultEditorToolsVisibility: "headers",
        defaultHeaders: HEADERS,
        defaultTabs: tabsOf(await response.text()),
        isHeadersEditorEnabled: true,
        shouldPersistHeaders: false,
        storage: storageOf(chosen),
      }),
    );
  }

  start();
})();
