#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include <veeam/transport/server_address.hpp>
#include <veeam/transport/trust.hpp>

namespace {

std::string read(std::string_view url) {
    auto const where = veeam::server_address::parse(url);
    return where ? (where->tls ? "tls " : "plain ") + where->text() : where.error().message();
}

}  // namespace

TEST_CASE("an address is a scheme, a host and perhaps a port") {
    CHECK(read("https://em.example.com:9398") == "tls em.example.com:9398");
    CHECK(read("http://em:9399") == "plain em:9399");
    CHECK(read("HTTPS://10.0.0.1/") == "tls 10.0.0.1:443");
    CHECK(read("http://h") == "plain h:80");
    CHECK(read("https://[::1]:9398") == "tls [::1]:9398");
    CHECK(read("https://[fe80::1]") == "tls [fe80::1]:443");
}

TEST_CASE("what is not an address is refused with the part that is wrong") {
    std::pair<char const*, char const*> const cases[]{
        {"", "it does not begin with https://"},
        {"em:9398", "it does not begin with https://"},
        {"//em", "it does not begin with https://"},
        {"ftp://em", "it does not begin with https://"},
        {"https://", "it names no host"},
        {"https://:1", "it names no host"},
        {"https://[]:1", "it names no host"},
        {"https://em:", "this is not a port:"},
        {"https://em:0", "this is not a port: \"0\""},
        {"https://em:65536", "this is not a port: \"65536\""},
        {"https://em:-1", "this is not a port: \"-1\""},
        {"https://em:9398x", "this is not a port: \"9398x\""},
        {"https://em/api", "there is something behind the port: \"/api\""},
        {"https://em?x", "there is something behind the port: \"?x\""},
        {"https://em:9398//", "there is something behind the port: \"/\""},
        {"https://user:pw@em", "it holds a user name"},
        {"https://e m", "this is not the name of a host: \"e m\""},
        {"https://em\r\n", "this is not the name of a host: \"em\""},
        {"https://[::1", "a bracket is open: \"[::1\""},
        {"https://[::1]9398", "this is not a port: \"9398\""},
        {"https://[x]", "this is not the name of a host: \"x\""}};
    for (auto const& [url, why] : cases) {
        CAPTURE(url);
        CHECK(read(url) == std::string("the address of the server must be like https://host:9398; ") + why);
    }
}

TEST_CASE("a fingerprint is 64 hexadecimal digits, however they are separated") {
    std::string const digits = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    CHECK(veeam::pinned_sha256(digits).valid());
    veeam::pinned_sha256 const colons(
        "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF");
    CHECK(colons.valid());
    CHECK(colons.digits() == digits);
    CHECK(veeam::pinned_sha256("00112233 " + digits.substr(8)).valid());
    CHECK(!veeam::pinned_sha256("").valid());
    CHECK(!veeam::pinned_sha256(digits.substr(2)).valid());
    CHECK(!veeam::pinned_sha256(digits + "00").valid());
    CHECK(!veeam::pinned_sha256("g" + digits.substr(1)).valid());
    CHECK(!veeam::pinned_sha256("ab12...").valid());
}
