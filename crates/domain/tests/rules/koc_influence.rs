//! Influence: how people act on what a member publishes, and whom it brings.

use crate::common::*;
use crate::koc_channel::{link, reach, unlink};
use crate::koc_metrics::{ask_for, measured};
use crate::shown::*;
use crate::work::*;
use domain::Actor;
use domain::approval::{MergeProposal, Proposal};
use domain::id::KocId;
use domain::koc::command::MergeKoc;
use domain::policy::{Comparison, MetricCode};
use domain::publication::command::*;
use domain::publication::values::*;
use testkit::scene::Scene;

/// Ming published two things, each counted; the policy asks for one metric.
fn with_posts(metric: MetricCode, value: i32) -> (Scene, KocId) {
    let mut scene = live_with_words();
    let ming = member(&mut scene, "ming");
    ask_for(&mut scene, metric, Comparison::AtLeast, value);
    for name in ["first", "second"] {
        given_post(&mut scene, name, ming);
    }
    (scene, ming)
}

fn counted(scene: &mut Scene, name: &str, views: u32, likes: u32, saves: u32) {
    let counts = Counts { views, likes, comments: 0, shares: 0, saves };
    let count = RecordEngagement { counts, ..count(scene, publication_id(name), 0) };
    scene.given(mei(), count);
}

#[test]
fn engagement_is_the_last_count_of_each_publication_of_the_window() {
    let (mut scene, ming) = with_posts(MetricCode::Engagement, 60);
    assert_eq!(measured(&mut scene, ming), (Some(0), false));
    scene.wait_days(1);
    counted(&mut scene, "first", 100, 10, 2);
    scene.wait_days(1);
    counted(&mut scene, "first", 200, 30, 2);
    counted(&mut scene, "second", 50, 10, 2);
    assert_eq!(measured(&mut scene, ming), (Some(60), true), "30 + 5 × 2 and 10 + 5 × 2");
    // Published 180 days ago is outside a window of 180 days.
    scene.wait_days(178);
    assert_eq!(measured(&mut scene, ming), (Some(0), false));
}

#[test]
fn what_was_taken_down_counts_no_more() {
    let (mut scene, ming) = with_posts(MetricCode::Engagement, 10);
    scene.wait_days(1);
    counted(&mut scene, "first", 100, 30, 0);
    counted(&mut scene, "second", 100, 5, 0);
    let down =
        TakeDownPublication { publication_id: publication_id("first"), reason: "gone".into() };
    scene.given(by(ming), down);
    assert_eq!(measured(&mut scene, ming), (Some(5), false));
}

#[test]
fn niche_influence_is_engagement_per_view_in_the_best_topic() {
    let (mut scene, ming) = with_posts(MetricCode::NicheInfluence, 5_000);
    let untold = RegisterPublication { topic: None, ..publish_post(&scene, "untold", ming) };
    scene.given(by(ming), untold);
    scene.wait_days(1);
    counted(&mut scene, "first", 60, 30, 2);
    counted(&mut scene, "untold", 1_000, 1_000, 0);
    assert_eq!(measured(&mut scene, ming), (None, false), "60 views say nothing");
    counted(&mut scene, "second", 40, 20, 0);
    assert_eq!(measured(&mut scene, ming), (Some(6_000), true), "60 of 100");
}

#[test]
fn leads_count_by_kind_and_each_once() {
    for (metric, have) in [
        (MetricCode::Leads, 4),
        (MetricCode::LeadInquiries, 2),
        (MetricCode::LeadTestDrives, 1),
        (MetricCode::LeadOrders, 1),
    ] {
        let (mut scene, ming) = with_posts(metric, 1);
        for (lead_ref, kind, model) in [
            ("a", LeadKind::Inquiry, AttributionModel::First),
            ("a", LeadKind::Inquiry, AttributionModel::Last),
            ("a", LeadKind::TestDrive, AttributionModel::First),
            ("a", LeadKind::Order, AttributionModel::Code),
            ("b", LeadKind::Inquiry, AttributionModel::First),
        ] {
            let lead = lead(&scene, publication_id("first"), lead_ref);
            scene.given(mei(), AttributeLead { kind, model, ..lead });
        }
        assert_eq!(measured(&mut scene, ming), (Some(have), true), "{metric:?}");
    }
}

#[test]
fn influence_is_engagement_per_view_times_reach_and_never_followers_alone() {
    let (mut scene, ming) = with_posts(MetricCode::Influence, 600);
    let on = |name: &str, scene: &Scene| RegisterPublication {
        platform: "xiaohongshu".to_owned(),
        ..publish_post(scene, name, ming)
    };
    let note = on("note", &scene);
    scene.given(by(ming), note);
    scene.wait_days(1);
    scene.given(by(ming), link(ming, "ming"));
    let measured_at = scene.now();
    scene.given(Actor::IMPORT, reach(ming, "ming", measured_at));
    assert_eq!(measured(&mut scene, ming), (None, false), "1,200 followers alone say nothing");
    counted(&mut scene, "first", 100, 100, 0);
    assert_eq!(measured(&mut scene, ming), (None, false), "nobody measured reach there");
    counted(&mut scene, "note", 200, 90, 2);
    assert_eq!(measured(&mut scene, ming), (Some(600), true), "100 of 200 views, 1,200 followers");
    scene.given(by(ming), unlink(ming, "ming"));
    assert_eq!(measured(&mut scene, ming), (None, false), "the account is not theirs any more");
}

#[test]
fn what_a_merged_record_published_counts_for_the_one_that_goes_on() {
    let (mut scene, ming) = with_posts(MetricCode::Engagement, 10);
    let hua = member(&mut scene, "hua");
    scene.wait_days(1);
    counted(&mut scene, "first", 100, 30, 0);
    let merge = MergeProposal { koc_id: hua, duplicate_id: ming };
    approve(&mut scene, Proposal::Merge(merge));
    scene.given(mei(), MergeKoc { koc_id: hua, duplicate_id: ming, evidence: "same car".into() });
    assert_eq!(measured(&mut scene, hua), (Some(30), true));
    scene.wait_days(1);
    counted(&mut scene, "second", 100, 12, 0);
    assert_eq!(measured(&mut scene, hua), (Some(42), true));
}
