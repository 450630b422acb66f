#pragma once

namespace veeam::inline v0 {

/// The ways in which Veeam's servers cut lists into pages; a list operation names one as `Op::pager`.
///
/// What each needs beside `Op::item` and the `member_path` `Op::items` (without it the whole answer is the list):
namespace pagers {

/// Enterprise Manager: a link `Next` beside the list; needs the path `Op::next_links`.
struct em_links {};
/// Service Provider Console v3: `limit` and `offset` parameters, and the path `Op::total`.
struct offset_total {};
/// Backup for Microsoft 365: `limit` and `offset`, links by name in `Op::links`, and perhaps a `set_id` to send back.
struct offset_hal {};
/// Service Provider Console v2: `top` and `skip` parameters and nothing that tells the end.
struct odata_skip {};

}  // namespace pagers

}  // namespace veeam::inline v0
