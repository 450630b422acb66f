#include <veeam/em/queries/failover_plan.hpp>
#include <veeam/em/queries/file_server.hpp>
#include <veeam/em/queries/hierarchy_root.hpp>
#include <veeam/em/queries/job.hpp>
#include <veeam/em/queries/managed_server.hpp>
#include <veeam/em/queries/nas_job.hpp>
#include <veeam/em/queries/nas_object.hpp>
#include <veeam/em/queries/object_in_agent_backup_job.hpp>
#include <veeam/em/queries/object_in_job.hpp>
#include <veeam/em/queries/passwords.hpp>
#include <veeam/em/queries/replica.hpp>
#include <veeam/em/queries/replica_job_session.hpp>
#include <veeam/em/queries/replica_task_session.hpp>
#include <veeam/em/queries/repository.hpp>
#include <veeam/em/queries/restore_point.hpp>
#include <veeam/em/queries/restore_session.hpp>
#include <veeam/em/queries/task.hpp>
#include <veeam/em/queries/vapp_replica_point.hpp>
#include <veeam/em/queries/vapp_restore_point.hpp>
#include <veeam/em/queries/vcloud_organization_config.hpp>
#include <veeam/em/queries/vlan_configuration.hpp>
#include <veeam/em/queries/vm_replica_point.hpp>
#include <veeam/em/queries/vm_restore_point.hpp>
#include <veeam/em/queries/vsphere_self_service_config.hpp>
#include <veeam/em/queries/wan_accelerator.hpp>

#include <support/round_trip.hpp>

void veeam::support::add_second_queries(document_types& types) {
    add_answers<em::QueryFailoverPlans, em::QueryFailoverPlanRefs, em::QueryFileServers, em::QueryHierarchyRoots,
                em::QueryJobs, em::QueryJobRefs, em::QueryManagedServers, em::QueryNasJobs, em::QueryNasObjects,
                em::QueryObjectsInAgentBackupJob, em::QueryObjectsInJob, em::QueryPasswords, em::QueryReplicas,
                em::QueryReplicaJobSessions, em::QueryReplicaTaskSessions, em::QueryRepositories,
                em::QueryRestorePoints, em::QueryRestoreSessions, em::QueryTasks, em::QueryVAppReplicaPoints,
                em::QueryVAppRestorePoints, em::QueryVCloudOrganizationConfigs, em::QueryVlanConfigurations,
                em::QueryVmReplicaPoints, em::QueryVmRestorePoints, em::QueryVSphereSelfServiceConfigs,
                em::QueryWanAccelerators>(types, "em");
}
