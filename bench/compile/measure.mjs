// Measures what the library costs at compile time, and prints it as Markdown. Called by scripts/bench-compile.
// Arguments: folder for what is generated, veeam-generate.
//
// A figure is the least of several runs, which are interleaved: other work on the machine only adds. What takes minutes
// is run once, and says so.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, relative } from "node:path";
import { exampleProgram, manyOperations } from "./programs.mjs";
import { nlohmannFunctions, nlohmannMacros, specOf, veeamProgram } from "./synthetic.mjs";

const [work, generator] = process.argv.slice(2);
const root = process.cwd();
const rounds = Number(process.env.VEEAM_BENCH_ROUNDS ?? 3);
const compilers = ["g++-12", "clang++-16"];
mkdirSync(work, { recursive: true });

function fail(message) {
    console.error(`bench-compile: ${message}`);
    process.exit(1);
}

/** Runs a command under time(1): seconds of the processor, and the most memory in MB. */
function timed(command, args) {
    const report = join(work, "time.txt");
    const run = spawnSync("/usr/bin/time", ["-f", "%U %M", "-o", report, command, ...args], { encoding: "utf8" });
    if (run.status !== 0) fail(`${command} ${args.join(" ")}\n${run.stdout}${run.stderr}`);
    const [seconds, kilobytes] = readFileSync(report, "utf8").trim().split(" ").map(Number);
    return { seconds, megabytes: kilobytes / 1024 };
}

/** Code, tables and their relocations; not what the debugger or the linker alone reads. */
function sizeOf(object) {
    const [text, data] = spawnSync("size", [object], { encoding: "utf8" }).stdout.split("\n")[1].trim().split(/\s+/);
    return (Number(text) + Number(data)) / 1024;
}

function source(name, text) {
    const path = join(work, name);
    writeFileSync(path, text);
    return path;
}

/** Compiles each case in turn, `times` times over. A case: name, file, flags. */
function compile(compiler, cases, times = rounds) {
    const best = new Map();
    for (let round = 0; round < times; ++round)
        for (const one of cases) {
            const object = join(work, "measured.o");
            const flags = ["-std=c++20", `-I${join(root, "include")}`, ...(one.flags ?? ["-O0"])];
            const got = timed(compiler, [...flags, "-c", one.file, "-o", object]);
            const before = best.get(one.name);
            if (!before || got.seconds < before.seconds) best.set(one.name, { ...got, kilobytes: sizeOf(object) });
        }
    return best;
}

const fixed = (value, digits = 2) => value.toFixed(digits);

function table(head, rows) {
    console.log(`| ${head.join(" | ")} |\n|${head.map(() => "---").join("|")}|`);
    for (const row of rows) console.log(`| ${row.join(" | ")} |`);
    console.log("");
}

function comparison(title, cases, base) {
    console.log(`#### ${title}\n`);
    const measured = compilers.map((c) => compile(c, cases));
    table(
        ["", ...compilers.flatMap((c) => [`${c}: s`, `ratio`, "MB of memory", "KB of object"])],
        cases.map((one) => [
            one.name,
            ...measured.flatMap((of) => {
                const { seconds, megabytes, kilobytes } = of.get(one.name);
                return [fixed(seconds), fixed(seconds / of.get(base).seconds), fixed(megabytes, 0), fixed(kilobytes, 0)];
            }),
        ]),
    );
    return measured;
}

function publicHeaders(folder = join(root, "include/veeam")) {
    return readdirSync(folder, { withFileTypes: true, recursive: false }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return publicHeaders(path);
        return entry.name.endsWith(".hpp") ? [relative(join(root, "include"), path)] : [];
    });
}

const version = (c) => spawnSync(c, ["--version"], { encoding: "utf8" }).stdout.split("\n")[0];
console.log(`Seconds of the processor at \`-O0\`, least of ${rounds} interleaved runs, with ${compilers.map(version).join(" and ")} `
    + `on ${cpus()[0].model}, ${cpus().length} processors.\n`);

const standard = source("standard.cpp", "#include <chrono>\n#include <optional>\n#include <string>\n#include <vector>\n");
const nlohmann = source("nlohmann.cpp", "#include <nlohmann/json.hpp>\n");

comparison("Headers of models", [
    { name: "`<string> <vector> <optional> <chrono>`", file: standard },
    { name: "`codec/table.hpp`", file: source("table.cpp", "#include <veeam/codec/table.hpp>\n") },
    { name: "`em/schemas/job.hpp`, the largest family", file: source("job.cpp", "#include <veeam/em/schemas/job.hpp>\n") },
    {
        name: "`em/queries/backup_job_session.hpp`",
        file: source("query.cpp", "#include <veeam/em/queries/backup_job_session.hpp>\n"),
    },
    { name: "`em.hpp`, everything", file: source("em.cpp", "#include <veeam/em.hpp>\n") },
], "`<string> <vector> <optional> <chrono>`");

const one = source("one.cpp", exampleProgram());
const compiled = ["-O0", "-DVEEAM_COMPILED"];
comparison("Programs", [
    { name: "`#include <nlohmann/json.hpp>` alone", file: nlohmann },
    { name: "`#include <httplib.h>` and `<pugixml.hpp>` alone", file: source("byhand.cpp", "#include <httplib.h>\n#include <pugixml.hpp>\n") },
    { name: "a program that sends one operation", file: one },
    { name: "the same with `VEEAM_COMPILED`", file: one, flags: compiled },
    { name: "50 operations, requests and answers in XML and JSON", file: source("fifty.cpp", manyOperations(root, 50)) },
    { name: "the same with `VEEAM_COMPILED` ", file: join(work, "fifty.cpp"), flags: compiled },
], "`#include <nlohmann/json.hpp>` alone");

{
    const text = manyOperations(root, Infinity);
    console.log(`#### All ${text.match(/static_cast/g).length} operations of Enterprise Manager that are no queries, in one source file, XML and JSON both ways\n`);
    const all = source("all.cpp", text);
    const of = compile(compilers[0], [
        { name: "header-only", file: all },
        { name: "with `VEEAM_COMPILED`", file: all, flags: compiled },
    ], 1);
    table(["`-O0`, g++-12, one run", "s", "MB of memory", "KB of object"], [...of].map(([name, got]) => [
        name, fixed(got.seconds), fixed(got.megabytes, 0), fixed(got.kilobytes, 0),
    ]));
}

{
    console.log("#### What `VEEAM_COMPILED` compiles once\n");
    const parts = ["core", "em", "vspc_v2", "vspc_v3", "vb365_v6"];
    const cases = parts.map((p) => ({ name: p, file: join(root, `compiled/${p}.cpp`), flags: ["-O2", "-DVEEAM_COMPILED"] }));
    const of = compile(compilers[0], cases, 1);
    table(["`-O2`, g++-12, one run", "s", "MB of memory", "KB of object"], parts.map((p) => {
        const { seconds, megabytes, kilobytes } = of.get(p);
        return [`compiled/${p}.cpp`, fixed(seconds), fixed(megabytes, 0), fixed(kilobytes, 0)];
    }));
}

// Types of 20 members as the generator writes them, against the same structs with the usual functions of nlohmann/json.
const counts = [5, 50, 500];
const generated = new Map();
for (const count of counts) {
    const folder = join(work, `types${count}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "include"), { recursive: true });
    for (const [path, text] of Object.entries(specOf(count))) {
        mkdirSync(join(folder, "specs", path, ".."), { recursive: true });
        writeFileSync(join(folder, "specs", path), text);
    }
    const args = ["--specs", join(folder, "specs"), "--out", join(folder, "include"), "--stats"];
    let least;
    for (let round = 0; round < rounds; ++round) {
        const got = timed(generator, args);
        if (!least || got.seconds < least.seconds) least = got;
    }
    const plan = spawnSync(generator, args, { encoding: "utf8" }).stdout.match(/(\d+) ms to read and plan, (\d+) ms to lay out/);
    generated.set(count, { ...least, plan: Number(plan[1]), layout: Number(plan[2]) });
}

function growth(name, make, sizes = counts) {
    const rows = new Map();
    for (const count of sizes) {
        const file = source(`${name}${count}.cpp`, make(count));
        const flags = ["-O0", `-I${join(work, `types${count}`, "include")}`];
        rows.set(count, compile(compilers[0], [{ name, file, flags }], count === 500 ? 1 : rounds).get(name));
    }
    return rows;
}
const ours = growth("veeam", veeamProgram);
const oursJson = growth("veeam_json", (n) => veeamProgram(n, ["json"]));
// 500 types take the others minutes and gigabytes, and say nothing about ours.
const functions = growth("nlohmann_functions", nlohmannFunctions, [5, 50]);
const macros = growth("nlohmann_macros", nlohmannMacros, [5, 50]);
console.log("#### Growth: types of 20 members in one source file, g++-12 `-O0`\n");
table(["", ...counts.map((n) => `${n} types: s${n === 500 ? ", one run" : ""}`), "500 to 50", "MB for 50", "ratio for 50"], [
    ["ours, JSON both ways", oursJson],
    ["ours, JSON and XML both ways", ours],
    ["nlohmann `from_json` and `to_json`", functions],
    ["nlohmann macros", macros],
].map(([name, of]) => [
    name, ...counts.map((n) => (of.has(n) ? fixed(of.get(n).seconds) : "")),
    of.has(500) ? fixed(of.get(500).seconds / of.get(50).seconds, 1) : "",
    fixed(of.get(50).megabytes, 0), fixed(of.get(50).seconds / functions.get(50).seconds),
]));

{
    const optimised = ["-O2", `-I${join(work, "types50", "include")}`];
    const empty = ["-O2", `-I${join(work, "types5", "include")}`];
    const kilobytes = (name, file, flags) => compile(compilers[0], [{ name, file, flags }], 1).get(name).kilobytes;
    const perType = (make, name) =>
        (kilobytes(name, source(`${name}_50.cpp`, make(50)), optimised) - kilobytes(name, source(`${name}_5.cpp`, make(5)), empty)) / 45;
    console.log("#### Code of a type of 20 members, g++-12 `-O2`, from the difference between 50 types and 5\n");
    table(["", "KB a type"], [
        ["ours, JSON and XML both ways", fixed(perType(veeamProgram, "veeam"), 1)],
        ["ours, JSON both ways", fixed(perType((n) => veeamProgram(n, ["json"]), "veeam_json"), 1)],
        ["nlohmann `from_json` and `to_json`", fixed(perType(nlohmannFunctions, "functions"), 1)],
    ]);
}

console.log("#### The generator\n");
{
    const args = ["--specs", join(root, "specs"), "--out", join(work, "all"), "--stats"];
    rmSync(join(work, "all"), { recursive: true, force: true });
    mkdirSync(join(work, "all"), { recursive: true });
    let text = "";
    for (let round = 0; round < rounds; ++round) {
        const run = spawnSync(generator, args, { encoding: "utf8" });
        if (run.status !== 0) fail(run.stderr);
        const total = (s) => s.match(/(\d+) ms/g).map((m) => parseInt(m)).reduce((a, b) => a + b);
        if (text === "" || total(run.stdout) < total(text)) text = run.stdout.trim();
    }
    console.log(`All specifications: ${text}.\n`);
}
table(["operations", "s", "ms to read and plan", "ms to lay out"], counts.map((n) => {
    const { seconds, plan, layout } = generated.get(n);
    return [n, fixed(seconds), plan, layout];
}));
console.log(`500 operations cost ${fixed(generated.get(500).seconds / generated.get(50).seconds, 1)} times what 50 cost.\n`);

console.log("#### Every public header alone\n");
{
    const all = publicHeaders().filter((h) => !/veeam\/(em|vspc|vb365)\//.test(h));
    const cases = all.map((h, i) => ({
        name: h, file: source(`header${i}.cpp`, `#include <${h}>\n`), flags: ["-O0", "-DCPPHTTPLIB_OPENSSL_SUPPORT"],
    }));
    const base = compile(compilers[0], [{ name: "base", file: standard }]).get("base").seconds;
    const of = compile(compilers[0], cases, 1);
    table(["header, g++-12 `-O0`, one run", "s", "ratio to the four standard headers", "MB of memory"],
        [...all].sort((a, b) => of.get(b).seconds - of.get(a).seconds).map((h) => {
            const { seconds, megabytes } = of.get(h);
            return [`\`${h.slice("veeam/".length)}\``, fixed(seconds), fixed(seconds / base), fixed(megabytes, 0)];
        }));
}
