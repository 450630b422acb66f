// expect: no matching (member )?function for call to .*cancel
// anywhere: rules::cancel
#include <reject/prelude.hpp>
#include <veeam/client/vb365.hpp>
#include <veeam/client/vb365_session.hpp>
#include <veeam/transport/scripted.hpp>

void use_cancel_of_a_session(veeam::client<veeam::scripted_transport, veeam::vb365_logon>& api) {
#ifdef FAULT
    use(api.cancel(veeam::vb365_session(veeam::uuid{})));
#else
    use(api.cancel(veeam::vb365_job_run(veeam::uuid{})));
#endif
}
