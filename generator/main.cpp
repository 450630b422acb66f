#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

#include "generate.hpp"

int main(int argc, char** argv) {
    CLI::App app{
        "Generates the C++ headers of veeam-cpp from OpenAPI specifications.\n"
        "Writes nothing unless every specification is right: each mistake is one line\n"
        "file:line:column: what is wrong; what would be right"};
    app.name("veeam-generate");
    app.footer("Example: veeam-generate --specs specs --out include");
    veeam::generator::options o;
    app.add_option("--specs", o.specs, "Folder that holds one folder an API, each with an openapi.yaml")
        ->required()
        ->type_name("DIR");
    auto* const out = app.add_option("--out", o.out, "Include folder; headers go below its 'veeam'")->type_name("DIR");
    app.add_option("--api", o.apis, "Only this API, by the name of its folder; may be repeated")->type_name("NAME");
    app.add_flag("--check", o.check,
                 "Write nothing; list the headers that differ from the specifications and exit with 1");
    app.add_option("--clang-format", o.clang_format, "Program that lays out the headers")
        ->type_name("PATH")
        ->capture_default_str();
    auto* const lists =
        app.add_option("--operation-lists", o.operation_lists,
                       "Instead of headers, write sources here that list every operation, for tests and tools")
            ->type_name("DIR")
            ->excludes(out);
    app.add_option("--operation-list-files", o.operation_list_files, "How many such sources")
        ->type_name("N")
        ->check(CLI::Range(1, 1000))
        ->needs(lists)
        ->capture_default_str();
    app.add_flag("--stats", o.stats, "Print counts and times");
    app.callback([&] {
        if (out->count() + lists->count() == 0) throw CLI::RequiredError("--out");
    });
    CLI11_PARSE(app, argc, argv);
    try {
        return veeam::generator::generate(o, std::cout, std::cerr);
    } catch (std::exception const& e) {
        std::cerr << "veeam-generate: " << e.what() << "; please report this\n";
        return 2;
    }
}
