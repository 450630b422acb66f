// expect: start needs the header of the product's long operations: <veeam/client/em_task.hpp>
#include <reject/prelude.hpp>
#include <veeam/client/vb365.hpp>
#ifndef FAULT
#    include <veeam/client/vb365_session.hpp>
#endif
#include <veeam/transport/scripted.hpp>
#include <veeam/vb365/v6/jobs.hpp>

void use_start_without_its_header(veeam::client<veeam::scripted_transport, veeam::vb365_logon>& api) {
    use(api.start(veeam::vb365::v6::StartJob{.job_id = veeam::uuid{}, .body = veeam::vb365::v6::StartJobOptions{}}));
}
