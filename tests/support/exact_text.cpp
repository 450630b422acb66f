#include "exact_text.hpp"

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string_view>

namespace veeam::inline v0::support {

namespace {

template <class T>
T const& as(void const* value) {
    return *static_cast<T const*>(value);
}

class printer {
public:
    explicit printer(bool only_unknown) : only_unknown_(only_unknown) {}

    void object(std::string const& path, void const* value, type_table const& type) {
        std::size_t const before = out.size();
        std::string const prefix = path.empty() ? path : path + '.';
        for (field const& f : type.fields()) member(prefix + std::string(f.names.json()), f, f.in(value));
        if (type.unknown != type_table::no_unknown)
            // Declarations of prefixes that nobody uses are kept too, but say nothing.
            for (unknown_member const& m : as<unknown_members>(static_cast<char const*>(value) + type.unknown))
                if (!m.name.starts_with("xmlns:")) out += prefix + m.name + " ~ " + m.raw + '\n';
        if (out.size() == before && !path.empty()) line(path, "{}");
    }

    std::string out;

private:
    void line(std::string const& path, std::string const& text) {
        if (!only_unknown_) out += path + " = " + text + '\n';
    }

    void member(std::string const& path, field const& f, void const* m) {
        switch (f.shape) {
            case field_shape::single: return value(path, f, m);
            case field_shape::choice:
                if (f.choice().index(m) == f.alternative) value(path, f, f.choice().get(m));
                return;
            case field_shape::nullable:
                if (f.holder().is_null(m)) return line(path, "null");
                [[fallthrough]];
            case field_shape::optional:
            case field_shape::boxed:
                if (void const* const inside = f.holder().at(m, 0)) value(path, f, inside);
                return;
            case field_shape::list:
            case field_shape::optional_list:
            case field_shape::map:
                if (!f.holder().present(m)) return;
                if (f.holder().size(m) == 0) return line(path, "[]");
                for (std::size_t i = 0; i < f.holder().size(m); ++i)
                    value(path + step(f, m, i), f, f.holder().at(m, i));
                return;
        }
    }

    static std::string step(field const& f, void const* m, std::size_t i) {
        if (f.shape != field_shape::map) return '[' + std::to_string(i) + ']';
        return '.' + *f.holder().key(const_cast<void*>(m), i);  // keys can only be had for writing
    }

    void value(std::string const& path, field const& f, void const* v) {
        if (f.kind == field_kind::object) object(path, v, f.object_type());
        else line(path, text(f, v));
    }

    static std::string text(field const& f, void const* v) {
        switch (f.kind) {
            case field_kind::text: return '"' + as<std::string>(v) + '"';
            case field_kind::uid: return '"' + as<uid>(v).text() + '"';
            case field_kind::boolean: return as<bool>(v) ? "true" : "false";
            case field_kind::integer: return std::to_string(as<std::int64_t>(v));
            case field_kind::number: {
                std::ostringstream digits;
                digits.precision(17);
                digits << as<double>(v);
                return digits.str();
            }
            case field_kind::timestamp: return as<timestamp>(v).text();
            case field_kind::time_of_day: {
                char buffer[time_of_day::max_date_time_size];
                return std::string(buffer, as<time_of_day>(v).print_date_time(buffer));
            }
            case field_kind::uuid: return as<uuid>(v).text();
            case field_kind::enumeration: {
                auto const& e = as<veeam::detail::enum_storage>(v);
                return std::string(e.text(f.enum_type())) + (e.known() ? "" : " (unknown)");
            }
            case field_kind::json: return std::string(as<json_text>(v).text());
            case field_kind::object: break;
        }
        return {};
    }

    bool only_unknown_;
};

}  // namespace

std::string exact_text(void const* value, type_table const& type) {
    printer p(false);
    p.object("", value, type);
    return p.out;
}

std::string exact_unknown(void const* value, type_table const& type) {
    printer p(true);
    p.object("", value, type);
    return p.out;
}

std::string absent_members(void const* value, type_table const& type) {
    std::string out;
    for (field const& f : type.fields()) {
        void const* const m = f.in(value);
        bool const there =
            f.shape == field_shape::single ||
            (f.shape == field_shape::choice ? f.choice().index(m) == f.alternative : f.holder().present(m));
        if (!there) out.append(f.names.json()).append(" ");
    }
    return out;
}

}  // namespace veeam::inline v0::support
