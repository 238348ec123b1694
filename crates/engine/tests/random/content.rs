//! Commands about what is published, kept and honoured, drawn by chance.

use domain::approval::{HonourProposal, Proposal};
use domain::asset::Event as OfAsset;
use domain::asset::command::*;
use domain::asset::values::*;
use domain::assignment::Event as OfWork;
use domain::id::*;
use domain::publication::Event as Shown;
use domain::publication::command::*;
use domain::publication::values::*;
use domain::recognition::Event as Honoured;
use domain::recognition::command::*;
use domain::recognition::values::*;
use domain::vocabulary::{AiUse, UsePurpose};
use domain::{Actor, Event, LocalText, Role};

use crate::cast::{Cast, Drawn};
use crate::people::approved;

pub(crate) fn register(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let command = RegisterPublication {
        publication_id: PublicationId::derived(&[b"post", &cast.roll(400).to_be_bytes()]),
        koc_id,
        platform: "weibo".to_owned(),
        url: format!("https://weibo.example/{}", cast.roll(200)).as_str().into(),
        assignment_id: None,
        spontaneous: true,
        published_at: cast.scene.now(),
        topic: None,
        ai_generated: AiUse::None,
        disclosure_text: None,
    };
    (cast.own(koc_id), command.into())
}

fn published(cast: &mut Cast) -> (PublicationId, KocId) {
    let published = cast.recent(|event| match event {
        Event::Publication(Shown::PublicationRegistered(e)) => Some((e.publication_id, e.koc_id)),
        _ => None,
    });
    published.unwrap_or((PublicationId([9; 16]), KocId([9; 16])))
}

pub(crate) fn verify(cast: &mut Cast) -> Drawn {
    let ((publication_id, _), present) = (published(cast), cast.chance(50));
    let wording = present.then(|| "with the brand".into());
    (cast.team(), VerifyDisclosure { publication_id, present, wording }.into())
}

/// Counts that rise with the log, so that they seldom fall.
pub(crate) fn count(cast: &mut Cast) -> Drawn {
    let (publication_id, _) = published(cast);
    let likes = cast.scene.log.len() as u32;
    let likes = if cast.chance(10) { likes / 2 } else { likes };
    let command = RecordEngagement {
        publication_id,
        measured_at: cast.scene.now(),
        counts: Counts { views: likes * 10, likes, comments: 0, shares: 0, saves: 0 },
        source: "weibo-api".to_owned(),
        correction: cast.chance(20),
    };
    (cast.team(), command.into())
}

pub(crate) fn lead(cast: &mut Cast) -> Drawn {
    let (publication_id, _) = published(cast);
    let command = AttributeLead {
        publication_id,
        lead_ref: format!("lead-{}", cast.roll(60)),
        lead_koc_id: cast.chance(10).then(|| cast.member()),
        kind: cast.one_of(&[LeadKind::Inquiry, LeadKind::TestDrive]),
        trace: LeadTrace::Utm("spring".to_owned()),
        at: cast.scene.now(),
        model: cast.one_of(&[AttributionModel::First, AttributionModel::Last]),
    };
    (cast.team(), command.into())
}

/// A submission that was approved of late, its author and its file.
fn approved_work(cast: &mut Cast) -> Option<(SubmissionRef, KocId, Sha256)> {
    let work = cast.recent(|event| match event {
        Event::Assignment(OfWork::WorkApproved(e)) => {
            let (assignment_id, submission_no) = (e.assignment_id, e.submission_no);
            Some((SubmissionRef { assignment_id, submission_no }, e.koc_id))
        }
        _ => None,
    });
    let (source, koc_id) = work?;
    let file = cast.scene.log.iter().find_map(|recorded| match &recorded.event {
        Event::Assignment(OfWork::WorkSubmitted(e)) => {
            let same =
                (e.assignment_id, e.submission_no) == (source.assignment_id, source.submission_no);
            same.then(|| e.items[0].sha256)
        }
        _ => None,
    });
    Some((source, koc_id, file?))
}

pub(crate) fn amplify(cast: &mut Cast) -> Drawn {
    let kept = kept(cast);
    let work = approved_work(cast).map(|(source, ..)| source.assignment_id);
    let command = AmplifyWork {
        publication_id: PublicationId::derived(&[b"shown", &cast.roll(400).to_be_bytes()]),
        source: match work {
            Some(assignment_id) if cast.chance(70) => AmplifiedWork::Assignment(assignment_id),
            _ => AmplifiedWork::Asset(kept),
        },
        purpose: UsePurpose::Social,
        channel: "app".to_owned(),
        credit_line: "film: somebody".into(),
        url: None,
    };
    (cast.team(), command.into())
}

pub(crate) fn correct_credit(cast: &mut Cast) -> Drawn {
    let shown = cast.recent(|event| match event {
        Event::Publication(Shown::WorkAmplified(e)) => Some(e.publication_id),
        _ => None,
    });
    let publication_id = shown.unwrap_or(PublicationId([9; 16]));
    let credit_line = format!("film: somebody {}", cast.roll(1_000)).as_str().into();
    let reason = "the name was wrong".into();
    (cast.team(), CorrectCredit { publication_id, credit_line, reason }.into())
}

pub(crate) fn take_down(cast: &mut Cast) -> Drawn {
    let (publication_id, koc_id) = published(cast);
    let actor = if cast.chance(50) { cast.own(koc_id) } else { cast.team() };
    (actor, TakeDownPublication { publication_id, reason: "out of date".into() }.into())
}

fn praise() -> Praise {
    Praise { zh: "讲清楚了".into(), en: "made it understood".into() }
}

pub(crate) fn confer(cast: &mut Cast) -> Drawn {
    let title = cast.roll(8);
    let command = ConferHonour {
        recognition_id: RecognitionId::derived(&[&cast.roll(2_000).to_be_bytes()]),
        recipient: Recipient::Koc(cast.member()),
        kind: HonourKind::HonoraryTitle,
        title: LocalText::new(format!("版主 {title}"), format!("Moderator {title}")),
        unique: cast.chance(50),
        citation: praise(),
        source_event: None,
        valid_until: cast.chance(50).then(|| cast.scene.today()),
    };
    (cast.team(), command.into())
}

fn honour(cast: &mut Cast) -> RecognitionId {
    let honour = cast.recent(|event| match event {
        Event::Recognition(Honoured::HonourConferred(e)) => Some(e.recognition_id),
        _ => None,
    });
    honour.unwrap_or(RecognitionId([9; 16]))
}

pub(crate) fn badge(cast: &mut Cast) -> Drawn {
    let (recognition_id, evidence) = (honour(cast), vec![EventId(1)]);
    let badge_class = "moderator".to_owned();
    (cast.team(), IssueBadge { recognition_id, badge_class, evidence }.into())
}

pub(crate) fn revoke(cast: &mut Cast) -> Drawn {
    let recognition_id = honour(cast);
    if cast.chance(70) {
        approved(cast, Proposal::RevokeHonour(HonourProposal { recognition_id }));
    }
    (cast.team(), RevokeHonour { recognition_id, reason: "another's work".into() }.into())
}

pub(crate) fn lapse(cast: &mut Cast) -> Drawn {
    (Actor::SYSTEM, LapseHonour { recognition_id: honour(cast) }.into())
}

fn kept(cast: &mut Cast) -> AssetId {
    let kept = cast.recent(|event| match event {
        Event::Asset(OfAsset::AssetArchived(e)) => Some(e.asset_id),
        _ => None,
    });
    kept.unwrap_or(AssetId([9; 16]))
}

pub(crate) fn archive(cast: &mut Cast) -> Drawn {
    let nowhere = SubmissionRef { assignment_id: AssignmentId([9; 16]), submission_no: 1 };
    let work = approved_work(cast);
    let (source, koc_id, sha256) = work.unwrap_or((nowhere, KocId([9; 16]), Sha256([9; 32])));
    let word = || "word".to_owned();
    let command = ArchiveAsset {
        asset_id: AssetId::derived(&[&cast.roll(2_000).to_be_bytes()]),
        source: AssetSource::Submission(source),
        title: LocalText::new("后排", "rear seats"),
        kind: AssetKind::Video,
        authors: vec![Author { koc_id, role: None }],
        credit_line: "film: somebody".into(),
        classification: Classification {
            model: word(),
            topic: word(),
            scene: word(),
            format: "video".to_owned(),
            audience: word(),
        },
        tags: Vec::new(),
        grade: AssetGrade::Good,
        licence: Licence {
            purposes: vec![UsePurpose::Social],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            from: cast.scene.today(),
            until: cast.chance(50).then(|| cast.scene.today().plus(5)),
            exclusive: false,
            revocable: cast.chance(70),
            contract_ref: None,
        },
        storage: Storage {
            uri: "library/clip.mp4".into(),
            sha256,
            bytes: 1_000_000,
            mime: "video/mp4".to_owned(),
        },
        people_consent: true,
        ai_generated: AiUse::None,
        confidentiality: Confidentiality::Public,
    };
    (cast.team(), command.into())
}

pub(crate) fn reuse(cast: &mut Cast) -> Drawn {
    let command = RecordReuse {
        reuse_id: ReuseId::derived(&[&cast.roll(2_000).to_be_bytes()]),
        asset_id: kept(cast),
        purpose: UsePurpose::Social,
        channel: Some("app".to_owned()),
        place: LocalText::new("首页", "the front page"),
        audience: ReuseAudience::Public,
        from: cast.scene.today(),
        until: cast.chance(50).then(|| cast.scene.today().plus(2)),
        modified: false,
        credit_kept: true,
    };
    (cast.team(), command.into())
}

pub(crate) fn withdraw(cast: &mut Cast) -> Drawn {
    let reasons = [WithdrawReason::Error, WithdrawReason::AuthorWithdrew];
    let (asset_id, reason) = (kept(cast), cast.one_of(&reasons));
    (cast.team(), WithdrawAsset { asset_id, reason }.into())
}

pub(crate) fn restrict(cast: &mut Cast) -> Drawn {
    let (asset_id, why) = (kept(cast), RestrictionReason::Dispute);
    (cast.team(), RestrictAsset { asset_id, why, until: None }.into())
}

pub(crate) fn restore(cast: &mut Cast) -> Drawn {
    let asset_id = kept(cast);
    (cast.team(), RestoreAsset { asset_id, reason: "it was settled".into() }.into())
}

/// Whoever tidies up the library.
pub(crate) fn tag(cast: &mut Cast) -> Drawn {
    let (asset_id, word) = (kept(cast), vec!["word".to_owned()]);
    let (add, remove) = if cast.chance(60) { (word, Vec::new()) } else { (Vec::new(), word) };
    let librarian = crate::cast::operator("mei", Role::Ops);
    (librarian, TagAsset { asset_id, add, remove }.into())
}
