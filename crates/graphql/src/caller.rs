//! Who asks: the holder of a key, what the key lets them do, and how much.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use domain::actor::Role;
use domain::id::{KocId, OperatorId};
use domain::{Lang, Moment};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::watch;

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Nobody in particular: the key of the administrator, or of an analyst from outside.
    Nobody,
    /// A member of the brand's team.
    Operator(OperatorId),
    /// A member of the programme.
    Member(KocId),
}

/// What the requests of one key may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// What may be spent each second, in the long run.
    pub per_second: NonZeroU32,
    /// What may be spent at once.
    pub at_once: NonZeroU32,
}

/// A key that is in force, as the API sees it. Ended once and for good.
#[derive(Debug)]
pub struct Grant {
    key: String,
    roles: Vec<Role>,
    subject: Subject,
    expires_at: Option<Moment>,
    ended: watch::Sender<bool>,
    rate: Option<Rate>,
    allowance: Option<DefaultDirectRateLimiter>,
}

impl Grant {
    /// What a key grants; no rate is no limit.
    pub fn new(
        key: impl Into<String>,
        roles: Vec<Role>,
        subject: Subject,
        expires_at: Option<Moment>,
        rate: Option<Rate>,
    ) -> Grant {
        let quota = |rate: Rate| Quota::per_second(rate.per_second).allow_burst(rate.at_once);
        Grant {
            key: key.into(),
            roles,
            subject,
            expires_at,
            ended: watch::Sender::new(false),
            rate,
            allowance: rate.map(|rate| RateLimiter::direct(quota(rate))),
        }
    }

    /// The public name of the key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What its holder may act as, as the key was made.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Whose key it is.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// When it ends by itself.
    pub fn expires_at(&self) -> Option<Moment> {
        self.expires_at
    }

    /// Ends it now, for everything that still runs by it too.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// Whether it was ended, or its time is over.
    pub fn has_ended(&self) -> bool {
        *self.ended.borrow() || self.left().is_some_and(|left| left.is_zero())
    }

    /// Ready when it has ended.
    pub async fn ended(&self) {
        let mut ended = self.ended.subscribe();
        let revoked = async { drop(ended.wait_for(|ended| *ended).await) };
        let expired = async {
            // Looked at again once an hour, so that a clock that was set is noticed.
            while let Some(left) = self.left().filter(|left| !left.is_zero()) {
                tokio::time::sleep(left.min(Duration::from_secs(3_600))).await;
            }
            if self.expires_at.is_none() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = revoked => {}
            () = expired => {}
        }
    }

    /// How long until it ends by itself; none when it does not.
    fn left(&self) -> Option<Duration> {
        let until = self.expires_at?;
        let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let until = Duration::from_micros(u64::try_from(until.0).unwrap_or(0));
        Some(until.saturating_sub(since_1970))
    }

    fn at_once(&self) -> usize {
        self.rate.map_or(usize::MAX, |rate| rate.at_once.get() as usize)
    }

    /// Takes `cost` from what may be spent, or says how long to wait and how much is allowed.
    pub(crate) fn spend(&self, cost: usize) -> Result<(), Spent> {
        let Some(allowance) = &self.allowance else { return Ok(()) };
        let cost = u32::try_from(cost).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
        match allowance.check_n(cost) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(not_until)) => {
                let wait = not_until.wait_time_from(DefaultClock::default().now());
                Err(Spent::Wait { wait, allowed: self.at_once() })
            }
            Err(capacity) => Err(Spent::Never { allowed: capacity.0 as usize }),
        }
    }
}

/// Why nothing can be spent.
pub(crate) enum Spent {
    /// Not now.
    Wait { wait: Duration, allowed: usize },
    /// It is more than may ever be spent at once.
    Never { allowed: usize },
}

/// Who asks, and in which language.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The language refusals are told in.
    pub lang: Lang,
    /// What the key they ask with lets them do.
    pub grant: Arc<Grant>,
}

impl Caller {
    /// The holder of a key.
    pub fn new(lang: Lang, grant: Arc<Grant>) -> Caller {
        Caller { lang, grant }
    }

    /// The administrator, without a limit.
    pub fn admin(lang: Lang) -> Caller {
        let grant = Grant::new("admin", vec![Role::Admin], Subject::Nobody, None, None);
        Caller::new(lang, Arc::new(grant))
    }
}
