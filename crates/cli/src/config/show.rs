//! `koc config show`

use crate::args::ConfigShowArgs;
use crate::exit::{Done, Ending};
use crate::out::{self, Out};
use crate::table::{Cell, Table};

use super::Config;
use super::value::Value;

const COLUMNS: &[&str] = &["key", "value", "from"];

/// Writes every setting and who made it. Files of keys are told by their names alone.
pub(crate) fn show(config: &Config, args: &ConfigShowArgs, out: &dyn Out) -> Ending {
    let mut table = Table::new(COLUMNS);
    for (key, value, source) in &config.0 {
        let value = match value {
            None => Cell::Empty,
            Some(Value::Number(number)) => Cell::from(*number),
            Some(value) => Cell::from(value.to_string()),
        };
        table.push([key.name.into(), value, source.to_string().into()]);
    }
    out::data(out, &table.render(args.format))?;
    Ok(Done::Whole)
}
