//! Tokens of an identity provider: what the settings say of them.

use super::{Config, keys};
use crate::exit::Failure;

impl Config {
    /// What knows the tokens; none when there is no file of keys.
    ///
    /// # Errors
    /// When a setting is missing that tokens cannot do without, or the file cannot be used.
    #[cfg(feature = "jwt")]
    pub(crate) fn tokens(&self) -> Result<Option<std::sync::Arc<server::tokens::Tokens>>, Failure> {
        use server::tokens::{TokenError, TokenSettings, Tokens};
        let Some(jwks_file) = self.jwks_file()? else { return Ok(None) };
        let needed = |name: &str| {
            let value = self.value(name).map(ToString::to_string);
            value.ok_or_else(|| Failure::Usage(format!("`jwt.jwks_file` needs `{name}` as well")))
        };
        let settings = TokenSettings {
            jwks_file,
            issuer: needed(keys::ISSUER)?,
            audience: needed(keys::AUDIENCE)?,
            algorithms: self.text("jwt.algorithms").split(',').map(|it| it.trim().into()).collect(),
            roles_claim: self.text("jwt.roles_claim").to_owned(),
            operator_claim: self.text("jwt.operator_claim").to_owned(),
            member_claim: self.text("jwt.member_claim").to_owned(),
        };
        let tokens = Tokens::open(settings, Some(self.rate())).map_err(|error| match &error {
            TokenError::Algorithm(_) => Failure::Usage(format!("`jwt.algorithms`: {error}")),
            _ => Failure::Failed(error.to_string()),
        })?;
        Ok(Some(std::sync::Arc::new(tokens)))
    }

    /// Says that this program takes no tokens, to whoever wants it to.
    #[cfg(not(feature = "jwt"))]
    pub(crate) fn refuse_tokens(&self) -> Result<(), Failure> {
        match self.jwks_file()? {
            None => Ok(()),
            Some(_) => Err(Failure::Usage(
                "`jwt.jwks_file` is set, and this program was built without the feature `jwt`"
                    .to_owned(),
            )),
        }
    }

    /// The file of keys: whoever says whose tokens are taken, but not by which keys, is told.
    fn jwks_file(&self) -> Result<Option<std::path::PathBuf>, Failure> {
        let file = self.path(keys::JWKS_FILE);
        let idle = [keys::ISSUER, keys::AUDIENCE].into_iter().find(|it| self.value(it).is_some());
        match (&file, idle) {
            (None, Some(name)) => Err(Failure::Usage(format!(
                "`{name}` is set, but no token is taken without `jwt.jwks_file`"
            ))),
            _ => Ok(file),
        }
    }
}
