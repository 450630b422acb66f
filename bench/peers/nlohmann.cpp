#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "../members.hpp"
#include "peers.hpp"
#include "values.hpp"

namespace nlohmann {

template <class T>
struct adl_serializer<std::optional<T>> {
    static void from_json(json const& j, std::optional<T>& out) {
        if (j.is_null()) out.reset();
        else j.get_to(out.emplace());
    }
    static void to_json(json& j, std::optional<T> const& value) {
        if (value) j = *value;
    }
};

template <bench::textual T>
    requires(!std::same_as<T, std::string>)
struct adl_serializer<T> {
    static void from_json(json const& j, T& out) {
        if (!bench::from_text(j.get_ref<std::string const&>(), out)) throw std::invalid_argument("value");
    }
    static void to_json(json& j, T const& value) { j = bench::to_json_text(value); }
};

template <bench::measured T>
struct adl_serializer<T> {
    static void from_json(json const& j, T& out) {
        auto visit = [&]<class Name>(Name, auto& member) {
            using type = std::remove_reference_t<decltype(member)>;
            member = j.value(Name::json.data(), type{});
        };
        bench::each_member(visit, out);
    }
    static void to_json(json& j, T const& value) {
        auto visit = [&]<class Name>(Name, auto const& member) {
            if constexpr (bench::is_optional<std::remove_cvref_t<decltype(member)>>) {
                if (!member) return;
            }
            j[Name::json.data()] = member;
        };
        bench::each_member(visit, value);
    }
};

}  // namespace nlohmann

namespace bench::nlohmann_peer {

bool parse(std::string_view text) { return nlohmann::json::parse(text).is_object(); }

bool decode(std::string_view text, sessions& out) {
    nlohmann::json::parse(text).get_to(out);
    return true;
}

bool encode(sessions const& value, std::string& out) {
    out = nlohmann::json(value).dump();
    return true;
}

struct dumper::state {
    nlohmann::json document;
};
dumper::dumper(sessions const& value) : state_(new state{value}) {}
dumper::~dumper() { delete state_; }
bool dumper::dump(std::string& out) const {
    out = state_->document.dump();
    return true;
}

}  // namespace bench::nlohmann_peer
