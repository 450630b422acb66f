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
    app.add_option("--out", o.out, "Include folder; headers go below its 'veeam'")->required()->type_name("DIR");
    app.add_option("--api", o.apis, "Only this API, by the name of its folder; may be repeated")->type_name("NAME");
    app.add_flag("--check", o.check,
                 "Write nothing; list the headers that differ from the specifications and exit with 1");
    app.add_option("--clang-format", o.clang_format, "Program that lays out the headers")
        ->type_name("PATH")
        ->capture_default_str();
    app.add_flag("--stats", o.stats, "Print counts and times");
    CLI11_PARSE(app, argc, argv);
    try {
        return veeam::generator::generate(o, std::cout, std::cerr);
    } catch (std::exception const& e) {
        std::cerr << "veeam-generate: " << e.what() << "; please report this\n";
        return 2;
    }
}
