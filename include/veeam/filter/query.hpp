#pragma once

/// @file
/// What the generated header of a query type needs: fields, operators, filters, sort orders and page sizes.
///
/// Parsing user input is in `<veeam/filter/parse.hpp>`, evaluation in memory in `<veeam/filter/evaluate.hpp>`, and the
/// dialect of Service Provider Console v3 in `<veeam/filter/vspc_json.hpp>`.

#include <veeam/filter/compare.hpp>
#include <veeam/filter/expression.hpp>
#include <veeam/filter/field.hpp>
#include <veeam/filter/filter.hpp>
#include <veeam/filter/literal.hpp>
#include <veeam/filter/page_size.hpp>
#include <veeam/filter/sort.hpp>
