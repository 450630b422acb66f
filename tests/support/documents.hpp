#pragma once

#include <map>
#include <string>

#include <support/examples.hpp>
#include <support/operation_list.hpp>

namespace veeam::inline v0::support {

/// What may stand as an example, by `<api>/<operation>`, `<api>/<operation>.request` and `<api>/<error document>`.
inline std::map<std::string, document_type> const& documents() {
    static std::map<std::string, document_type> const all = [] {
        std::map<std::string, document_type> out;
        for (listed_operation const& op : all_operations()) {
            if (op.answer.row != nullptr) out.emplace(op.name(), op.answer);
            if (op.body.row != nullptr) out.emplace(op.name() + ".request", op.body);
            if (op.error.row != nullptr)
                out.emplace(op.api + "/" + std::string(op.error.row->object_type().name), op.error);
        }
        return out;
    }();
    return all;
}

/// The key of the example's type in `documents()`: its own key without its variant.
inline std::string subject(example const& e) {
    std::string const name = e.name.substr(0, e.name.find('.'));
    bool const is_request = e.name.substr(name.size()).starts_with(".request");
    return e.api + "/" + name + (is_request ? ".request" : "");
}

/// What examples hold beyond the specification: a member of a base class, and the options that old versions put
/// directly inside `JobScheduleOptions`. It is kept, and comes back. In the form of `unknown_names`.
inline std::string expected_unknown(example const& e) {
    if (e.name == "GetJob.crm_backup" && e.is_json()) return "JobScheduleOptions.Href\n";
    if (e.name != "GetJob.replica") return {};
    std::string out;
    for (char const* option :
         {"RetryOptions", "WaitForBackupCompletion", "BackupCompetitionWaitingPeriodMin", "OptionsDaily",
          "OptionsMonthly", "OptionsPeriodically", "OptionsContinuous", "OptionsBackupWindow", "OptionsDaisyChaining"})
        out += std::string("JobScheduleOptions.") + option + "\n";
    return out;
}

}  // namespace veeam::inline v0::support
