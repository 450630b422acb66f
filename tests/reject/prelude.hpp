#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <filter/sample_queries.hpp>
#include <veeam/filter/evaluate.hpp>
#include <veeam/filter/vspc_json.hpp>

/// @file
/// What every program of this folder includes. `check` compiles it once for all of them.

namespace filters = veeam::filters;
namespace fiql = veeam::fiql;
namespace sample = veeam::sample;
namespace job = sample::query::job;
namespace session = sample::query::backup_job_session;
using namespace veeam::fiql::literals;

/// An operation as the generator writes it.
struct query_sessions {
    veeam::filter<session::query> filter{};
    veeam::sort<session::query> sort{};
    veeam::page_size page_size{};
};

template <class T>
void use(T const&) {}
