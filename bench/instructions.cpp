/// Decodes and encodes a fixed page a few times: what scripts/check-instructions counts the instructions of.
/// Arguments: `json` or `xml`, `sessions` or `jobs` (XML only), `decode`, `encode` or `nothing`, which only makes the
/// page, and how often (default 1).

#include <cstdlib>
#include <string>
#include <string_view>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>

#include "pages.hpp"
#include "race.hpp"

namespace {

template <class Codec, class T>
void run(Codec const& codec, T const& page, std::string const& text, std::string_view what, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
        if (what == "decode") {
            T out;
            bench::require(!codec.decode(text, &out, veeam::root_row<T>), "decode");
        } else if (what == "encode") {
            std::string out;
            bench::require(!codec.encode(&page, veeam::root_row<T>, out), "encode");
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    bench::require(argc > 3, "usage: bench-instructions json|xml sessions|jobs decode|encode|nothing [TIMES]");
    std::string_view const format = argv[1];
    std::string_view const page = argv[2];
    std::string_view const what = argv[3];
    std::size_t const times = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 1;
    std::size_t const items = argc > 5 ? std::strtoul(argv[5], nullptr, 10) : 100;
    if (page == "jobs") {
        bench::jobs const list = bench::job_page(items);
        run(veeam::xml_codec{}, list, bench::xml_text(list, bench::form::in_order), what, times);
    } else {
        bench::sessions const list = bench::session_page(items);
        if (format == "json")
            run(veeam::json_codec{}, list, bench::json_text(list, bench::form::in_order), what, times);
        else run(veeam::xml_codec{}, list, bench::xml_text(list, bench::form::in_order), what, times);
    }
}
