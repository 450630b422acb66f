#pragma once

#include <cstddef>
#include <string>

#include "peers/peers.hpp"

/// @file
/// The documents that are measured: pages of the examples of the specs, with other values in every item.

namespace bench {

/// How a document differs from the one in the order of the struct's members, without white space.
enum class form {
    in_order,
    documented,  ///< Members in the order in which the documentation prints them.
    shuffled,    ///< Members in another order in every object.
    pretty,      ///< An indented line for every member.
    escapes,     ///< Many characters that must be escaped, and many that are not ASCII.
    unknown,     ///< Two members that no specification knows in every object.
    nulls        ///< Null for each member that is absent.
};

/// Sessions of specs/em/examples/ListBackupJobSessions.
sessions session_page(std::size_t items, bool escapes = false);
/// Jobs of specs/em/examples/GetJob.crm_backup.
jobs job_page(std::size_t items);

std::string json_text(sessions const& page, form in);
std::string xml_text(sessions const& page, form in);
std::string xml_text(jobs const& page, form in);

}  // namespace bench
