// expect: no matching (member )?function for call to .*start
// anywhere: long_operation
#include <reject/prelude.hpp>
#include <veeam/client/vb365.hpp>
#include <veeam/client/vb365_session.hpp>
#include <veeam/transport/scripted.hpp>

void use_start_of_what_ends_at_once(veeam::client<veeam::scripted_transport, veeam::vb365_logon>& api) {
#ifdef FAULT
    use(api.start(veeam::vb365::v6::EnableJob{.job_id = veeam::uuid{}}));
#else
    use(api(veeam::vb365::v6::EnableJob{.job_id = veeam::uuid{}}));
#endif
}
