// Programs over the library's own headers.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What the README begins with, over a transport of the program's own. */
export function exampleProgram() {
    return `#include <iostream>

#include <veeam/client/em.hpp>
#include <veeam/em/jobs.hpp>

struct own_transport {
    veeam::result<veeam::response> send(veeam::request const&) { return veeam::response{}; }
};

int main() {
    own_transport wire;
    veeam::client api{wire, veeam::em_logon{"DOMAIN\\\\operator", veeam::secret{"hunter2"}}};
    if (auto job = api(veeam::em::GetJob{.job_id = "2851cb88-37b6-46ea-b2c8-47b55270169d"}))
        std::cout << job->name << '\\n';
    else
        std::cerr << job.error() << '\\n';
}
`;
}

/** The first operations of Enterprise Manager, by header: their requests are made and their answers read, in both formats. */
export function manyOperations(root, count) {
    const folder = join(root, "include/veeam/em");
    const includes = [];
    const names = [];
    for (const file of readdirSync(folder).filter((f) => f.endsWith(".hpp")).sort()) {
        const text = readFileSync(join(folder, file), "utf8");
        const found = [...text.matchAll(/struct operation_of<(em::\w+)>/g)].map((m) => m[1]);
        if (found.length === 0 || names.length === count) continue;
        includes.push(`#include <veeam/em/${file}>`);
        names.push(...found.slice(0, count - names.length));
    }
    const uses = names.map((n) => `    use(static_cast<veeam::${n} const*>(op), answer);`);
    return `#include <cstdio>

#include <veeam/codec/json.hpp>
#include <veeam/codec/xml.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/to_request.hpp>
${includes.join("\n")}

template <class Op>
void use(Op const* op, veeam::response const& answer) {
    if (veeam::to_request(*op, veeam::xml_codec{}) && veeam::to_request(*op, veeam::json_codec{})) std::puts("made");
    if (veeam::from_response<Op>(answer, veeam::xml_codec{}) && veeam::from_response<Op>(answer, veeam::json_codec{}))
        std::puts("read");
}

void use_all(void const* op, veeam::response const& answer) {
${uses.join("\n")}
}
`;
}
