#include "pages.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>

#include "race.hpp"

namespace bench {

namespace {

/// The document of an example: what stands behind `value:`.
std::string example(std::string const& name) {
    std::ifstream in(BENCH_SPECS_DIR "/em/examples/" + name);
    std::string const text(std::istreambuf_iterator<char>(in), {});
    std::size_t const at = text.find("\nvalue: ");
    require(at != text.npos, name);
    std::string document = text.substr(at + 8);
    if (document.starts_with("|")) document.erase(0, 1);
    return document;
}

std::string without_layout(std::string const& xml) {
    std::string out;
    for (std::size_t i = 0; i < xml.size(); ++i) {
        if (xml[i] == '\n') {
            while (i + 1 < xml.size() && (xml[i + 1] == ' ' || xml[i + 1] == '\n')) ++i;
        } else {
            out += xml[i];
        }
    }
    return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
}

/// The item of an example with other identifiers, times, names and outcomes.
std::string varied(std::string text, std::size_t n) {
    auto const two_digits = [](std::size_t value) {
        return std::string{static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
    };
    // The first eight digits of each identifier, so that equal ones stay equal.
    for (std::size_t i = 0; i + 36 <= text.size(); ++i) {
        bool const is_id = text[i + 8] == '-' && text[i + 13] == '-' && text[i + 18] == '-' && text[i + 23] == '-';
        if (!is_id || std::isxdigit(static_cast<unsigned char>(text[i])) == 0) continue;
        auto value = static_cast<std::uint32_t>(std::stoul(text.substr(i, 8), nullptr, 16) ^ (n * 2654435761u));
        for (std::size_t digit = 8; digit-- != 0; value >>= 4) text[i + digit] = "0123456789abcdef"[value & 15u];
        i += 35;
    }
    replace_all(text, "Backup Job 3", "Backup Job " + std::to_string(n % 97));
    replace_all(text, "20:00:09", "20:" + two_digits(n % 60) + ":" + two_digits(n * 7 % 60));
    replace_all(text, "13:00:00Z", "13:" + two_digits(n % 60) + ":" + two_digits(n * 7 % 60) + "Z");
    replace_all(text, "CRM", n % 2 == 0 ? "CRM" : "Mail");
    for (std::string_view const format : {"\"Result\":\"", "<Result>"}) {
        constexpr std::string_view outcomes[]{"Success", "Warning", "Failed"};
        replace_all(text, std::string(format) + "Success", std::string(format) + std::string(outcomes[n % 3]));
    }
    return text;
}

std::string repeated(std::string const& item, std::size_t items, std::string_view separator) {
    std::string out;
    for (std::size_t n = 0; n < items; ++n) {
        if (n != 0) out += separator;
        out += varied(item, n);
    }
    return out;
}

nlohmann::ordered_json example_session() {
    return nlohmann::ordered_json::parse(example("ListBackupJobSessions.json.yaml"))["BackupJobSessions"][0];
}

std::string documented_sessions(std::size_t items) {
    return R"({"BackupJobSessions":[)" + repeated(example_session().dump(), items, ",") + "]}";
}

std::string documented_xml(std::string const& list, std::string const& item, std::size_t items) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><" + list + " xmlns=\"http://www.veeam.com/ent/v1.0\">" +
           repeated(item, items, "") + "</" + list + ">";
}

std::string example_session_xml() {
    std::string const list = without_layout(example("ListBackupJobSessions.xml.yaml"));
    std::size_t const from = list.find("<BackupJobSession ");
    constexpr std::string_view end = "</BackupJobSession>";
    return list.substr(from, list.find(end) + end.size() - from);
}

std::string example_job_xml() {
    std::string job = without_layout(example("GetJob.crm_backup.xml.yaml"));
    replace_all(job, " xmlns=\"http://www.veeam.com/ent/v1.0\"", "");
    return job;
}

constexpr std::string_view awkward = "\"C:\\Backup\\Größe\"\t<50 % & more> – 日本語 ";

void each_object(nlohmann::ordered_json& in, std::function<void(nlohmann::ordered_json&)> const& change) {
    for (auto& member : in)
        if (member.is_structured()) each_object(member, change);
    if (in.is_object()) change(in);
}

nlohmann::ordered_json shuffled(nlohmann::ordered_json const& in, std::mt19937& random) {
    if (!in.is_structured()) return in;
    nlohmann::ordered_json out = in.is_array() ? nlohmann::ordered_json::array() : nlohmann::ordered_json::object();
    if (in.is_array()) {
        for (auto const& item : in) out.push_back(shuffled(item, random));
        return out;
    }
    std::vector<std::string> names;
    for (auto const& member : in.items()) names.push_back(member.key());
    std::shuffle(names.begin(), names.end(), random);
    for (std::string const& name : names) out[name] = shuffled(in[name], random);
    return out;
}

void shuffle(pugi::xml_node node, std::mt19937& random) {
    std::vector<pugi::xml_node> children(node.begin(), node.end());
    std::vector<pugi::xml_attribute> attributes(node.attributes_begin(), node.attributes_end());
    bool const is_list = !children.empty() && children.front().name() == std::string_view(children.back().name());
    if (!is_list) std::shuffle(children.begin(), children.end(), random);
    std::shuffle(attributes.begin(), attributes.end(), random);
    for (pugi::xml_attribute const a : attributes) {
        node.append_copy(a);
        node.remove_attribute(a);
    }
    for (pugi::xml_node const child : children) {
        node.append_move(child);
        if (child.type() == pugi::node_element) shuffle(child, random);
    }
}

void add_unknown(pugi::xml_node node) {
    std::vector<pugi::xml_node> elements;
    for (pugi::xml_node const child : node.children())
        if (child.type() == pugi::node_element) elements.push_back(child);
    for (pugi::xml_node const element : elements) add_unknown(element);
    if (elements.empty()) return;
    node.insert_child_before("RegionHint", elements.front()).text().set("eu-central");
    node.append_child("Throughput").append_child("Average").text().set("117");
}

template <class T>
std::string xml_form(T const& page, form in, std::string const& documented) {
    if (in == form::documented) return documented;
    std::string const text = veeam::xml::write(page).value();
    if (in == form::in_order || in == form::escapes) return text;
    pugi::xml_document document;
    require(static_cast<bool>(document.load_buffer(text.data(), text.size())), "our XML");
    std::mt19937 random(1);
    if (in == form::shuffled) shuffle(document.document_element(), random);
    if (in == form::unknown) {
        for (pugi::xml_node const item : document.document_element().children()) add_unknown(item);
    }
    std::string out;
    struct writer : pugi::xml_writer {
        explicit writer(std::string& to) : out(to) {}
        void write(void const* data, std::size_t size) override { out.append(static_cast<char const*>(data), size); }
        std::string& out;
    } to(out);
    document.save(to, "  ", in == form::pretty ? pugi::format_indent : pugi::format_raw, pugi::encoding_utf8);
    return out;
}

}  // namespace

sessions session_page(std::size_t items, bool escapes) {
    sessions page = veeam::json::read<sessions>(documented_sessions(items)).value();
    if (escapes) {
        for (auto& session : *page.backup_job_sessions) {
            session.name.insert(0, awkward);
            session.job_name->insert(0, awkward);
            session.failure_message = std::string(awkward) + std::string(awkward) + "\n" + std::string(awkward);
            for (auto& link : *session.links)
                if (link.name) link.name->insert(0, awkward);
        }
    }
    return page;
}

jobs job_page(std::size_t items) {
    return veeam::xml::read<jobs>(documented_xml("Jobs", example_job_xml(), items)).value();
}

std::string json_text(sessions const& page, form in) {
    if (in == form::documented) return documented_sessions(page.backup_job_sessions->size());
    std::string const text = veeam::json::write(page).value();
    if (in == form::in_order) return text;
    auto document = nlohmann::ordered_json::parse(text);
    std::mt19937 random(1);
    switch (in) {
        case form::shuffled: return shuffled(document, random).dump();
        case form::pretty: return document.dump(2);
        case form::escapes: return document.dump(-1, ' ', true);
        case form::unknown:
            each_object(document, [](nlohmann::ordered_json& object) {
                object["RegionHint"] = "eu-central";
                object["Throughput"] = {{"Average", 117}, {"Peaks", {1, 2, 3}}};
            });
            return document.dump();
        case form::nulls:
            for (auto& session : document["BackupJobSessions"]) {
                session["FailureMessage"] = nullptr;
                for (auto& link : session["Links"])
                    for (char const* member : {"Name", "Type"})
                        if (!link.contains(member)) link[member] = nullptr;
            }
            return document.dump();
        default: return text;
    }
}

std::string xml_text(sessions const& page, form in) {
    std::size_t const items = page.backup_job_sessions->size();
    return xml_form(page, in,
                    in == form::documented ? documented_xml("BackupJobSessions", example_session_xml(), items) : "");
}
std::string xml_text(jobs const& page, form in) {
    return xml_form(page, in,
                    in == form::documented ? documented_xml("Jobs", example_job_xml(), page.jobs->size()) : "");
}

}  // namespace bench
