// expect: ::cluster_ref\b|cluster_ref_field && value_must_be_text
#include <reject/prelude.hpp>

void object_reference_from_integer() {
#ifdef FAULT
    use(job::cluster_ref == 7870);
#else
    use(job::cluster_ref == "urn:VMware:Vm:vm-7870");
#endif
}
