#include <veeam/em/queries/agent_backup_job.hpp>
#include <veeam/em/queries/agent_protection_group.hpp>
#include <veeam/em/queries/agent_restore_point.hpp>
#include <veeam/em/queries/backup.hpp>
#include <veeam/em/queries/backup_file.hpp>
#include <veeam/em/queries/backup_job_session.hpp>
#include <veeam/em/queries/backup_server.hpp>
#include <veeam/em/queries/backup_task_session.hpp>
#include <veeam/em/queries/cdp_policy.hpp>
#include <veeam/em/queries/cdp_replica.hpp>
#include <veeam/em/queries/cdp_replica_session.hpp>
#include <veeam/em/queries/cdp_replica_task_session.hpp>
#include <veeam/em/queries/cloud_failover_plan.hpp>
#include <veeam/em/queries/cloud_failover_session.hpp>
#include <veeam/em/queries/cloud_gateway.hpp>
#include <veeam/em/queries/cloud_gateway_pool.hpp>
#include <veeam/em/queries/cloud_hardware_plan.hpp>
#include <veeam/em/queries/cloud_public_ip_address.hpp>
#include <veeam/em/queries/cloud_replica.hpp>
#include <veeam/em/queries/cloud_subtenant.hpp>
#include <veeam/em/queries/cloud_tenant.hpp>
#include <veeam/em/queries/cloud_vm_replica_point.hpp>
#include <veeam/em/queries/credentials.hpp>
#include <veeam/em/queries/discovered_computer.hpp>

#include <support/round_trip.hpp>

void veeam::support::add_first_queries(document_types& types) {
    add_answers<em::QueryAgentBackupJobs, em::QueryAgentProtectionGroups, em::QueryAgentRestorePoints, em::QueryBackups,
                em::QueryBackupFiles, em::QueryBackupJobSessions, em::QueryBackupJobSessionRefs, em::QueryBackupServers,
                em::QueryBackupServerRefs, em::QueryBackupTaskSessions, em::QueryCdpPolicies, em::QueryCdpReplicas,
                em::QueryCdpReplicaSessions, em::QueryCdpReplicaTaskSessions, em::QueryCloudFailoverPlans,
                em::QueryCloudFailoverSessions, em::QueryCloudGateways, em::QueryCloudGatewayPools,
                em::QueryCloudHardwarePlans, em::QueryCloudPublicIpAddresses, em::QueryCloudReplicas,
                em::QueryCloudSubtenants, em::QueryCloudTenants, em::QueryCloudVmReplicaPoints, em::QueryCredentials,
                em::QueryDiscoveredComputers>(types, "em");
}
