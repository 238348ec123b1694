//! Connections by the convention of Relay: pages of a list with a cursor for every row.

use std::borrow::Cow;
use std::marker::PhantomData;

use async_graphql::{Object, ObjectType, OutputType, SimpleObject, TypeName};

/// Where a page stands in its list. 页面信息。
#[derive(SimpleObject)]
pub(crate) struct PageInfo {
    /// Whether rows stand before this page. 是否有上一页。
    has_previous_page: bool,
    /// Whether rows follow this page. 是否有下一页。
    has_next_page: bool,
    /// The cursor of its first row, for `before`; null on an empty page. 首行游标。
    start_cursor: Option<String>,
    /// The cursor of its last row, for `after`; null on an empty page. 末行游标。
    end_cursor: Option<String>,
}

/// A row of a list and its place. 列表中的一行。
#[derive(SimpleObject)]
#[graphql(name_type)]
pub(crate) struct Edge<Node: OutputType> {
    /// Its place in the list, for `after` and `before`. 游标。
    pub(crate) cursor: String,
    /// The row. 该行。
    pub(crate) node: Node,
}

impl<Node: OutputType> TypeName for Edge<Node> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", Node::type_name()).into()
    }
}

/// What a connection is called.
pub(crate) trait Named {
    fn name(node: &str) -> String;
}

/// After its nodes, as almost all are.
pub(crate) struct AfterNode;

impl Named for AfterNode {
    fn name(node: &str) -> String {
        format!("{node}Connection")
    }
}

/// A page of nodes, and `More` about the whole list.
pub(crate) struct Connection<Node: OutputType, More, Name = AfterNode> {
    pub(crate) has_previous_page: bool,
    pub(crate) has_next_page: bool,
    pub(crate) more: More,
    pub(crate) edges: Vec<Edge<Node>>,
    name: PhantomData<fn() -> Name>,
}

impl<Node: OutputType, More, Name> Connection<Node, More, Name> {
    /// A page without rows so far.
    pub(crate) fn new(has_previous_page: bool, has_next_page: bool, more: More) -> Self {
        let (edges, name) = (Vec::new(), PhantomData);
        Connection { has_previous_page, has_next_page, more, edges, name }
    }
}

/// A page of a list. 列表的一页。
#[Object(name_type)]
impl<Node: OutputType, More: ObjectType, Name: Named> Connection<Node, More, Name> {
    /// Where it stands in the list. 页面信息。
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: self.has_previous_page,
            has_next_page: self.has_next_page,
            start_cursor: self.edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: self.edges.last().map(|edge| edge.cursor.clone()),
        }
    }

    /// Its rows with their cursors. 各行及其游标。
    async fn edges(&self) -> &[Edge<Node>] {
        &self.edges
    }

    /// Its rows. 各行。
    async fn nodes(&self) -> Vec<&Node> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    #[graphql(flatten)]
    async fn more(&self) -> &More {
        &self.more
    }
}

impl<Node: OutputType, More: ObjectType, Name: Named> TypeName for Connection<Node, More, Name> {
    fn type_name() -> Cow<'static, str> {
        Name::name(&Node::type_name()).into()
    }
}
