/// Writes the XML schema of a list of jobs and one of sessions, for CodeSynthesis XSD, from our field tables.
/// Argument: where to.

#include <cstddef>
#include <fstream>
#include <ostream>
#include <set>
#include <string>
#include <string_view>

#include <veeam/em/schemas/backup_job_session.hpp>
#include <veeam/em/schemas/job.hpp>

namespace {

using namespace veeam;

std::string simple_type(field const& row) {
    switch (row.kind) {
        case field_kind::boolean: return "xs:boolean";
        case field_kind::integer: return "xs:long";
        case field_kind::number: return "xs:double";
        case field_kind::timestamp: return "xs:dateTime";
        case field_kind::time_of_day: return "xs:time";
        case field_kind::enumeration: return "em:" + std::string(row.enum_type().name);
        case field_kind::object: return "em:" + std::string(row.object_type().name);
        default: return "xs:string";
    }
}

class writer {
public:
    explicit writer(std::ostream& out) : out_(out) {}

    void root(type_table const& type) {
        out_ << R"(<xs:element name=")" << type.xml_root << R"(" type="em:)" << type.name << "\"/>\n";
        complex(type);
    }

private:
    void enumeration(enum_table const& type) {
        if (!met_.insert(type.name).second) return;
        out_ << R"(<xs:simpleType name=")" << type.name << R"("><xs:restriction base="xs:string">)";
        for (enum_entry const& entry : type.all()) out_ << R"(<xs:enumeration value=")" << entry.text << "\"/>";
        out_ << "</xs:restriction></xs:simpleType>\n";
    }

    void complex(type_table const& type) {
        if (!met_.insert(type.name).second) return;
        for (field const& row : type.fields()) {
            if (row.kind == field_kind::object) complex(row.object_type());
            if (row.kind == field_kind::enumeration) enumeration(row.enum_type());
        }
        out_ << R"(<xs:complexType name=")" << type.name << "\">";
        bool has_content = false;
        for (field const& row : type.fields()) has_content |= has(row.flags, field_flags::xml_content);
        if (has_content) out_ << R"(<xs:simpleContent><xs:extension base="xs:string">)";
        else elements(type);
        for (field const& row : type.fields())
            if (has(row.flags, field_flags::xml_attribute))
                out_ << R"(<xs:attribute name=")" << row.names.xml() << R"(" type=")" << simple_type(row) << "\"/>";
        if (has_content) out_ << "</xs:extension></xs:simpleContent>";
        out_ << "</xs:complexType>\n";
    }

    void elements(type_table const& type) {
        out_ << "<xs:sequence>";
        for (field const& row : type.fields()) {
            if (has(row.flags, field_flags::xml_attribute)) continue;
            bool const list = row.shape == field_shape::list || row.shape == field_shape::optional_list;
            out_ << R"(<xs:element name=")" << row.names.xml() << R"(" minOccurs="0")";
            if (list && row.names.xml_item().empty()) out_ << R"( maxOccurs="unbounded")";
            if (list && !row.names.xml_item().empty())
                out_ << R"(><xs:complexType><xs:sequence><xs:element name=")" << row.names.xml_item()
                     << R"(" minOccurs="0" maxOccurs="unbounded" type=")" << simple_type(row)
                     << R"("/></xs:sequence></xs:complexType></xs:element>)";
            else out_ << R"( type=")" << simple_type(row) << "\"/>";
        }
        out_ << "</xs:sequence>";
    }

    std::ostream& out_;
    std::set<std::string_view> met_;
};

}  // namespace

int main(int, char** argv) {
    std::ofstream file(argv[1]);
    file << R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:em="http://www.veeam.com/ent/v1.0" )"
         << R"(targetNamespace="http://www.veeam.com/ent/v1.0" elementFormDefault="qualified">)" << '\n';
    writer out(file);
    out.root(table<em::JobList>::value);
    out.root(table<em::BackupJobSessionList>::value);
    file << "</xs:schema>\n";
}
