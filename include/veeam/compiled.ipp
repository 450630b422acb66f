#pragma once

/// @file
/// The functions that a program which defines `VEEAM_COMPILED` only declares, for one of its source files. Beside them
/// stand, for each API that it uses, its tables and its client:
/// - <veeam/em.ipp>, <veeam/client/em.ipp>
/// - <veeam/vspc/v2.ipp>, <veeam/client/vspc_v2.ipp>
/// - <veeam/vspc/v3.ipp>, <veeam/client/vspc_v3.ipp>
/// - <veeam/vb365/v6.ipp>, <veeam/client/vb365_v6.ipp>

#include <veeam/client/request_id.ipp>
#include <veeam/codec/json.ipp>
#include <veeam/codec/xml.ipp>
#include <veeam/core/error.ipp>
#include <veeam/http/followed_target.ipp>
#include <veeam/http/form.ipp>
#include <veeam/http/from_response.ipp>
#include <veeam/http/one_line.ipp>
#include <veeam/http/redact.ipp>
#include <veeam/http/retry_after.ipp>
#include <veeam/http/target.ipp>
#include <veeam/http/to_request.ipp>
#include <veeam/http/validate.ipp>
