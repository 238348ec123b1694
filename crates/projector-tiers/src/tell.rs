//! What is said of a member that leaves their tier as it is.

use std::sync::Arc;

use domain::koc::profile::ProfilePart;
use domain::vocabulary::ConsentPurpose;
use domain::{Recorded, koc};

use crate::member::{
    Break, GivenConsent, Member, OpenCandidacy, OpenInvitation, OpenNotice, Standing, Suspended,
    TierLock,
};

/// Takes in what leaves the tier as it is; whether it was such an event.
pub(crate) fn tell(member: &mut Member, event: &koc::Event, recorded: &Recorded) -> bool {
    use koc::Event::*;
    let position = recorded.position;
    match event {
        ConsentGranted(e) => {
            let (text_version, expires_on) = (e.text_version, e.expires_on);
            member.consents.insert(e.purpose, GivenConsent { text_version, expires_on });
        }
        ConsentWithdrawn(e) => take_back(member, e.purpose),
        ConsentExpired(e) => take_back(member, e.purpose),
        AvailabilityDeclared(e) => member.availability = Some(e.into()),
        ProfileUpdated(e) => {
            member.profile = Some(Arc::new(e.profile.clone()));
            if e.changed.contains(&ProfilePart::LoyaltyNote) {
                member.loyalty_note = e.loyalty_note.clone();
            }
        }
        PreferencesSet(e) => member.preferences = Some(Arc::new(e.preferences.clone())),
        CandidateNominated(e) => member.candidacies.push(OpenCandidacy {
            candidacy_id: e.candidacy_id,
            target_tier: e.target_tier,
            source: e.source,
            source_ref: e.source_ref,
            evidence: e.evidence.clone(),
            position,
        }),
        CandidateDismissed(e) => {
            member.candidacies.retain(|open| open.candidacy_id != e.candidacy_id);
        }
        TierInvitationSent(e) => {
            member.invitation = Some(OpenInvitation {
                target_tier: e.target_tier,
                expires_at: e.expires_at,
                accepted: false,
                candidacy_id: e.candidacy_id,
                position,
            });
        }
        TierInvitationAccepted(_) => {
            member.invitation.iter_mut().for_each(|invitation| invitation.accepted = true);
        }
        TierInvitationDeclined(_) => member.invitation = None,
        TierNoticeGiven(e) => member.notice = Some(OpenNotice::given(e, position)),
        TierLocked(e) => {
            member.lock = Some(TierLock { until: e.until, reason: e.reason.clone(), position });
        }
        TierUnlocked(_) => member.lock = None,
        KocPaused(e) => {
            member.standing = Standing::Paused;
            member.breaks.push(Break { from: e.from, until: e.until, days: None });
        }
        KocResumed(e) => {
            member.standing = Standing::Active;
            if let Some(last) = member.breaks.last_mut() {
                last.days = Some(e.days_paused);
            }
        }
        KocSuspended(e) => {
            member.suspend(Suspended {
                from: e.from,
                until: e.until,
                reason: e.reason.clone(),
                position,
            });
            if member.standing == Standing::Paused {
                member.standing = Standing::Active;
                member.end_break(e.from);
            }
        }
        SuspensionLifted(_) => member.suspension = None,
        _ => return false,
    }
    true
}

/// Without the consent to take part nobody is on the way up.
fn take_back(member: &mut Member, purpose: ConsentPurpose) {
    member.consents.remove(&purpose);
    if purpose == ConsentPurpose::Participation {
        member.candidacies.clear();
        member.invitation = None;
    }
}
