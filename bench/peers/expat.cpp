#include <cstddef>

#include <expat.h>

#include "peers.hpp"

namespace bench::expat_peer {

bool parse(std::string_view text) {
    XML_Parser const parser = XML_ParserCreate("UTF-8");
    std::size_t events = 0;
    XML_SetUserData(parser, &events);
    XML_SetElementHandler(
        parser, [](void* to, XML_Char const*, XML_Char const**) { ++*static_cast<std::size_t*>(to); },
        [](void* to, XML_Char const*) { ++*static_cast<std::size_t*>(to); });
    XML_SetCharacterDataHandler(parser, [](void* to, XML_Char const*, int) { ++*static_cast<std::size_t*>(to); });
    bool const ok = XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return ok && events != 0;
}

}  // namespace bench::expat_peer
