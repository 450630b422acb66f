#include <istream>
#include <streambuf>
#include <string>

#include <bench-schema.hxx>
#include <xercesc/util/PlatformUtils.hpp>

#include "peers.hpp"

namespace bench::xsd_peer {

namespace {

class view_buffer : public std::streambuf {
public:
    explicit view_buffer(std::string_view text) {
        char* const start = const_cast<char*>(text.data());
        setg(start, start, start + text.size());
    }
};

struct library {
    library() { xercesc::XMLPlatformUtils::Initialize(); }
};

}  // namespace

bool decode_sessions(std::string_view text, std::size_t& items) {
    static library const loaded;
    view_buffer buffer(text);
    std::istream in(&buffer);
    items = xsd_em::BackupJobSessions(in, xml_schema::flags::dont_validate | xml_schema::flags::dont_initialize)
                ->BackupJobSession()
                .size();
    return true;
}
bool decode_jobs(std::string_view text, std::size_t& items) {
    static library const loaded;
    view_buffer buffer(text);
    std::istream in(&buffer);
    items = xsd_em::Jobs(in, xml_schema::flags::dont_validate | xml_schema::flags::dont_initialize)->Job().size();
    return true;
}

}  // namespace bench::xsd_peer
