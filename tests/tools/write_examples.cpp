// Writes the documented XML examples of Enterprise Manager again, as our codec encodes what it decoded, for a validator
// with a schema of an older version. Run by scripts/check-xsd.
//
// Usage: veeam-write-examples SPECIFICATION SCHEMA FOLDER
// Each example whose root element the schema has becomes FOLDER/whole/<name>.xml, and FOLDER/known/<name>.xml without
// what the schema does not know. FOLDER/order.xsd is the schema, but nothing is required. Printed is where both differ:
// `root`, `unknown`, `missing` and `order`, each once.

#include <exception>
#include <filesystem>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>

#include <pugixml.hpp>
#include <veeam/codec/xml.hpp>

#include <support/documents.hpp>
#include <support/examples.hpp>
#include <support/infoset.hpp>

#include "schema_members.hpp"

namespace {

namespace fs = std::filesystem;
using veeam::support::document_type;
using veeam::support::example;

/// The example after a round through our codec.
std::string written_again(example const& e) {
    document_type const& type = veeam::support::documents().at(veeam::support::subject(e));
    auto const value = type.make();
    veeam::xml_codec const codec;
    std::string out;
    if (auto const problem = codec.decode(e.text, value.get(), *type.row))
        throw std::runtime_error(e.name + ": " + problem->text());
    if (auto const problem = codec.encode(value.get(), *type.row, out))
        throw std::runtime_error(e.name + ": " + problem->text());
    return out;
}

void save(pugi::xml_document const& document, fs::path const& file) {
    if (!document.save_file(file.c_str(), "", pugi::format_raw))
        throw std::runtime_error("cannot write " + file.string());
}

void run(fs::path const& specification, char const* schema_file, fs::path const& folder) {
    pugi::xml_document schema;
    if (auto const read = schema.load_file(schema_file); !read)
        throw std::runtime_error(std::string(schema_file) + ": " + read.description());
    veeam::support::schema_members known(schema.document_element());
    fs::create_directories(folder / "whole");
    fs::create_directories(folder / "known");

    std::set<std::string> told, seen;
    for (example const& e : veeam::support::load_examples(specification)) {
        if (!e.is_xml() || !seen.insert(e.name).second) continue;
        pugi::xml_document document;
        std::string const text = written_again(e);
        if (!veeam::support::parse_with_expat(text))
            throw std::runtime_error(e.name + ": what we write is not well-formed");
        document.load_string(text.c_str(), pugi::parse_full | pugi::parse_ws_pcdata);
        pugi::xml_node const root = document.document_element();
        if (!known.has_root(root.name())) {
            told.insert(std::string("root ") + root.name());
            continue;
        }
        save(document, folder / "whole" / (e.name + ".xml"));
        known.compare_order(veeam::support::documents().at(veeam::support::subject(e)).row->object_type(), root.name(),
                            told);
        known.prune(root, told);
        save(document, folder / "known" / (e.name + ".xml"));
    }
    for (std::string const& line : told) std::cout << line << '\n';
    std::cerr << seen.size() << " examples written again\n";

    veeam::support::schema_members::relax(schema.document_element());
    save(schema, folder / "order.xsd");
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 4) {
        std::cerr << "usage: veeam-write-examples SPECIFICATION SCHEMA FOLDER\n";
        return 2;
    }
    run(argv[1], argv[2], argv[3]);
    return 0;
} catch (std::exception const& problem) {
    std::cerr << "veeam-write-examples: " << problem.what() << '\n';
    return 1;
}
